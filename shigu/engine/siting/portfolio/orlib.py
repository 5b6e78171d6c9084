"""Files of the OR-Library: generalised assignment and capacitated warehouse location."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.siting.portfolio.instance import Floats, Instance, instance
from shigu.engine.siting.portfolio.numbers import FileError, Numbers, What, decimal


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


def _refuse_collection(text: str) -> None:
    """Raises:
    FileError: the file is one of gap1 … gap12, several problems of maximisation in one.
    """
    words = text.split()
    if not words or not words[0].isdecimal():
        return
    numbers, at, problems = [decimal(word) for word in words[1:]], 0, int(words[0])
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
    numbers = Numbers(text)
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
    numbers = Numbers(text)
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
