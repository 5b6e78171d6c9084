"""Files of the OR-Library: generalised assignment and capacitated warehouse location."""

from __future__ import annotations

from dataclasses import dataclass

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


class _Numbers:
    """The numbers of a file in order; what is missing or not a number is told with its place."""

    def __init__(self, text: str) -> None:
        self._words = text.split()
        self._at = 0

    def counts(self, what: str) -> tuple[int, int]:
        first, second = self.take(2, what)
        if first < 1 or second < 1 or first % 1 or second % 1:
            raise FileError(
                f"开头须是两个正整数（{what}），读到 {first:g} {second:g}。请检查格式。",
                f"the file must begin with two positive integers ({what}), "
                f"not {first:g} {second:g}: check the format.",
            )
        return int(first), int(second)

    def take(self, count: int, what: str) -> Floats:
        words = self._words[self._at : self._at + count]
        if len(words) < count:
            raise FileError(
                f"文件在{what}处提前结束：还需要 {count - len(words)} 个数。请补全文件。",
                f"the file ends early, in {what}: {count - len(words)} numbers are missing; "
                "complete it.",
            )
        found = [self._number(word, self._at + i, what) for i, word in enumerate(words)]
        self._at += count
        return np.array(found)

    def end(self) -> None:
        rest = len(self._words) - self._at
        if rest:
            raise FileError(
                f"文件末尾多出 {rest} 个数。请检查开头的两个数与格式。",
                f"{rest} numbers are left at the end: check the first two numbers and the format.",
            )

    @staticmethod
    def _number(word: str, at: int, what: str) -> float:
        try:
            number = float(word)
        except ValueError:
            number = np.nan
        if not (np.isfinite(number) and number >= 0):
            raise FileError(
                f"{what}：第 {at + 1} 个数 {word!r} 不是非负有限数。请改正。",
                f"{what}: number {at + 1}, {word!r}, is not finite and ≥ 0; correct it.",
            )
        return number


def read_gap(text: str) -> Instance:
    """``agents jobs``, costs (agents, jobs), resources (agents, jobs), capacities (agents,).

    Every job must be given to one agent. The arcs of the instance are complete: arc
    i · jobs + j joins job j to agent i.

    Raises:
        FileError: numbers are missing, left over, negative or no numbers.
    """
    numbers = _Numbers(text)
    agents, jobs = numbers.counts("agents jobs")
    cost = numbers.take(agents * jobs, "costs")
    take = numbers.take(agents * jobs, "resources")
    capacity = numbers.take(agents, "capacities")
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
    warehouses, customers = numbers.counts("warehouses customers")
    offered = numbers.take(2 * warehouses, "capacities and opening costs").reshape(-1, 2)
    asked = numbers.take(customers * (1 + warehouses), "demands and serving costs")
    numbers.end()
    table = asked.reshape(customers, 1 + warehouses)
    return Warehouses(offered[:, 0], offered[:, 1], table[:, 0], table[:, 1:])
