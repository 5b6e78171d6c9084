"""How far a page can be taken at its word, from the signs of damage found in it.

The score is 1 for a clean text and falls by ``exp(-weight · signs per thousand characters)`` for
each kind of sign; a text spun by machine (家当园 for 产业园) falls further than a scraped one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

import ahocorasick

from shigu.engine.reasons import Reason

CONFIRMED_FROM = 0.6
"""Below, nothing is taken as confirmed without a second independent source."""
SPUN_FROM = 3
"""So many different odd synonyms are no accident."""
WEIGHTS = {
    "masked_word": 0.02,
    "mask": 0.04,
    "gloss": 0.01,
    "stock_code": 0.0,
    "ornament": 0.03,
    "doubled_mark": 0.02,
    "swapped": 0.03,
    "lost": 0.3,
    "spun": 0.12,
}
SAID = {
    "masked_word": ("{n} 处用别字或符号遮掩的词", "{n} words masked by signs"),
    "mask": ("{n} 处星号遮掩", "{n} runs of asterisks"),
    "gloss": ("{n} 处插入的拼音", "{n} inserted pinyin glosses"),
    "stock_code": ("{n} 处自动插入的股票代码", "{n} stock codes glued in"),
    "ornament": ("{n} 处插入的装饰符号", "{n} inserted ornaments"),
    "doubled_mark": ("{n} 处重复标点", "{n} doubled marks"),
    "swapped": ("{n} 个被替换的字", "{n} swapped characters"),
    "lost": ("{n} 个无法解码的字", "{n} characters that could not be decoded"),
    "spun": ("{n} 处机器改写的同义词", "{n} synonyms of machine-spun text"),
}


@dataclass(frozen=True, slots=True)
class Integrity:
    """``score`` 0–1 and the signs that lowered it."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def confirms(self) -> bool:
        return self.score >= CONFIRMED_FROM


def integrity(text: str, signs: Mapping[str, int]) -> Integrity:
    """The integrity of ``text``, given the ``signs`` that normalising it counted."""
    found = {**signs, "lost": text.count("\ufffd"), "spun": _spun(text)}
    per_thousand = 1000 / max(len(text), 500)
    weight = sum(WEIGHTS.get(name, 0.0) * count for name, count in found.items())
    told = tuple(_told(name, count) for name, count in found.items() if count and name in SAID)
    return Integrity(round(exp(-weight * per_thousand), 4), told)


def _spun(text: str) -> int:
    words = [word for _, word in _synonyms().iter(text)]
    return len(words) if len(set(words)) >= SPUN_FROM else 0


@cache
def _synonyms() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    listed = files("shigu.engine.text.normal").joinpath("spun.txt").read_text("utf-8")
    for word in listed.split():
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _told(name: str, count: int) -> Reason:
    zh, en = SAID[name]
    return Reason(f"text.{name}", zh.format(n=count), en.format(n=count), {"signs": count})
