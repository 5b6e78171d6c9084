"""Numbers of a text file, one after the other; each fault is told with its place."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.instance import Floats


class FileError(ValueError):
    """The file is not of the format; ``zh`` and ``en`` name place and cure."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


class What(NamedTuple):
    """What numbers stand for, as both languages have it."""

    zh: str
    en: str


class Numbers:
    """The numbers of a file in order; what is missing or not a number is told with its place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = text.split()
        self._at = 0

    def counts(self, what: What) -> tuple[int, int]:
        first, second = self.take(2, what)
        if first < 1 or second < 1 or first % 1 or second % 1:
            raise FileError(
                f"开头须是两个正整数（{what.zh}）。请检查格式。",
                f"the file must begin with two positive integers ({what.en}): check the format.",
            )
        return int(first), int(second)

    def take(self, count: int, what: What) -> Floats:
        words = self._words[self._at : self._at + count]
        found = [self._number(word, self._at + i, what) for i, word in enumerate(words)]
        if len(words) < count:
            there, missing = len(self._words), count - len(words)
            raise FileError(
                f"文件在{what.zh}处提前结束（共 {there} 个数）：还需 {missing} 个数。请补全。",
                f"the file ends early, in the {what.en} (it has {there} numbers): "
                f"{missing} numbers are missing; complete it.",
            )
        self._at += count
        return np.array(found)

    def end(self) -> None:
        rest = len(self._words) - self._at
        if rest:
            line = self._line(self._at)
            raise FileError(
                f"第 {line} 行起多出 {rest} 个数。请检查开头的两个数与格式。",
                f"{rest} numbers are left at the end, from line {line}: "
                "check the first two numbers and the format.",
            )

    def _number(self, word: str, at: int, what: What) -> float:
        number = decimal(word)
        if not (np.isfinite(number) and number >= 0):
            line, place = self._line(at), at + 1
            raise FileError(
                f"第 {line} 行，{what.zh}：第 {place} 个数 {word!r} 不是非负有限数。请改正。",
                f"line {line}, {what.en}: number {place}, {word!r}, is not finite and ≥ 0.",
            )
        return number

    def _line(self, at: int) -> int:
        """The line of word ``at``, from 1."""
        ends = accumulate(len(line.split()) for line in self._text.splitlines())
        return next(number for number, end in enumerate(ends, 1) if end > at)


def decimal(word: str) -> float:
    """The number that a word is, NaN where it is none; Python's ``1_000`` is none."""
    try:
        return float(word) if "_" not in word else np.nan
    except ValueError:
        return np.nan
