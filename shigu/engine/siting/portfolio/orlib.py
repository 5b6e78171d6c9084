"""Files of the OR-Library: generalised assignment and capacitated warehouse location."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.instance import Floats, Instance, instance


class FileError(ValueError):
    """The file is not of the format; ``zh`` and ``en`` name place and cure."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Warehouses:
    """Open warehouses and serve every customer whole or in parts, at least cost.

    ``capacity`` and ``opening`` are (warehouses,), ``demand`` (customers,), ``serving``
    (customers, warehouses): the cost of serving the whole demand from there.
    """

    capacity: Floats
    opening: Floats
    demand: Floats
    serving: Floats


class What(NamedTuple):
    """What numbers stand for, as both languages have it."""

    zh: str
    en: str


SITES = What("仓库数、客户数", "numbers of warehouses and customers")


class _Numbers:
    """The numbers of a file in order; what is missing or not a number is told with its place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = text.split()
        self._at = 0

    def counts(self, what: What) -> tuple[int, int]:
        first, second = self.take(2, what)
        if first < 1 or second < 1 or first % 1 or second % 1:
            raise FileError(
                f"开头须是两个正整数（{what.zh}），读到 {first:g} {second:g}。请检查格式。",
                f"the file must begin with two positive integers ({what.en}), "
                f"not {first:g} {second:g}: check the format.",
            )
        return int(first), int(second)

    def take(self, count: int, what: What) -> Floats:
        words = self._words[self._at : self._at + count]
        found = [self._number(word, self._at + i, what) for i, word in enumerate(words)]
        if len(words) < count:
            missing = count - len(words)
            raise FileError(
                f"文件在{what.zh}处提前结束（共 {len(self._words)} 个数）：还需要 {missing} 个数。"
                "请补全文件，或检查开头的两个数与格式。",
                f"the file ends early, in the {what.en} (it has {len(self._words)} numbers): "
                f"{missing} numbers are missing; complete it, or check the first two numbers and "
                "the format.",
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
        number = _decimal(word)
        if not (np.isfinite(number) and number >= 0):
            line = self._line(at)
            raise FileError(
                f"第 {line} 行，{what.zh}：第 {at + 1} 个数 {word!r} 不是非负有限数。请改正。",
                f"line {line}, {what.en}: number {at + 1}, {word!r}, is not finite and ≥ 0; "
                "correct it.",
            )
        return number

    def _line(self, at: int) -> int:
        """The line of word ``at``, from 1."""
        seen = 0
        for number, line in enumerate(self._text.splitlines(), 1):
            seen += len(line.split())
            if seen > at:
                return number
        return self._text.count("\n") + 1


def _decimal(word: str) -> float:
    """The number that a word is, NaN where it is none; Python's ``1_000`` is none."""
    try:
        return float(word) if "_" not in word else np.nan
    except ValueError:
        return np.nan


def _refuse_collection(text: str) -> None:
    """Raises:
    FileError: the file is one of gap1 … gap12, several problems of maximisation in one.
    """
    words = text.split()
    if not words or not words[0].isdecimal():
        return
    numbers, at, problems = [_decimal(word) for word in words[1:]], 0, int(words[0])
    for _ in range(problems):
        if at + 2 > len(numbers) or not all(0 < each < 1e6 for each in numbers[at : at + 2]):
            return
        agents, jobs = numbers[at : at + 2]
        at += int(2 + 2 * agents * jobs + agents)
    if at == len(numbers):
        raise FileError(
            f"文件含 {problems} 个问题（OR-Library gap1…gap12，求最大）。"
            "请只留一个问题：去掉开头的个数，成本改为“常数 − 收益”。",
            f"the file holds {problems} problems (OR-Library gap1 … gap12, maximisation): "
            "keep one, without the count at the start, its costs a constant minus the profits.",
        )


def read_gap(text: str) -> Instance:
    """``agents jobs``, costs (agents, jobs), resources (agents, jobs), capacities (agents,).

    Every job must be given to one agent. The arcs of the instance are complete: arc
    i · jobs + j joins job j to agent i.

    Raises:
        FileError: numbers are missing, left over, negative or no numbers.
    """
    _refuse_collection(text)
    numbers = _Numbers(text)
    agents, jobs = numbers.counts(What("代理数、任务数", "numbers of agents and jobs"))
    cost = numbers.take(agents * jobs, What("成本", "costs"))
    take = numbers.take(agents * jobs, What("资源用量", "resources"))
    capacity = numbers.take(agents, What("容量", "capacities"))
    numbers.end()
    job, agent = np.tile(np.arange(jobs), agents), np.repeat(np.arange(agents), jobs)
    forced = np.full(jobs, np.inf)
    return instance(job, agent, cost, take, capacity[:, None], forced)[0]


def read_cap(text: str) -> Warehouses:
    """``warehouses customers``, capacity and opening cost of each warehouse, then for each
    customer its demand and the cost of serving all of it from each warehouse.

    Raises:
        FileError: as :func:`read_gap`.
    """
    numbers = _Numbers(text)
    warehouses, customers = numbers.counts(
        What("仓库数、客户数", "numbers of warehouses and customers")
    )
    offers = What("容量与开设成本", "capacities and opening costs")
    offered = numbers.take(2 * warehouses, offers).reshape(-1, 2)
    demands = What("需求与供应成本", "demands and serving costs")
    asked = numbers.take(customers * (1 + warehouses), demands)
    numbers.end()
    table = asked.reshape(customers, 1 + warehouses)
    return Warehouses(offered[:, 0], offered[:, 1], table[:, 0], table[:, 1:])
