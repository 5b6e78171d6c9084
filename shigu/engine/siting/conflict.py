"""When no plan exists: which requirements contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from shigu.engine.reasons import Reason
from shigu.engine.siting.constraints import Row, RowKind
from shigu.engine.siting.naming import things, traced
from shigu.engine.siting.network import Network
from shigu.engine.siting.solver import Solver
from shigu.engine.siting.values import Problem
from shigu.engine.siting.wording import Words, amount, listed
from shigu.engine.values import Money

NEGOTIABLE: tuple[RowKind, ...] = ("floor", "ceiling", "together", "apart", "pool")
"""Rows that somebody could give up; that a space is full is a fact."""


class Infeasible(ValueError):
    """No plan keeps all requirements; ``reasons`` names a minimal set that cannot be kept.

    Drop any one of them and the others can be kept.
    """

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.reasons = tuple(reasons)
        zh = "；".join(reason.zh for reason in reasons)
        en = "; ".join(reason.en for reason in reasons)
        super().__init__(
            f"以下要求不能同时满足，请放宽其中一项：{zh}。 / "
            f"These requirements contradict each other, relax one: {en}."
        )


def conflict(network: Network, rows: Sequence[Row], *, seconds: float) -> Infeasible:
    """A minimal conflict by the deletion filter (Chinneck & Dravnieks 1991, *ORSA J. Computing* 3).

    Each requirement is dropped in turn and stays dropped if the rest still contradicts itself.
    A test that is not settled within ``seconds`` keeps its requirement.
    """
    idle = replace(network, arcs=tuple(replace(arc, value=Money(0)) for arc in network.arcs))
    solver = Solver(idle, rows)
    needed: list[tuple[RowKind, str]] = []
    for requirement in dict.fromkeys((r.kind, r.where) for r in rows if r.kind in NEGOTIABLE):
        members = [i for i, row in enumerate(rows) if (row.kind, row.where) == requirement]
        for i in members:
            solver.limit(i, -inf, inf)
        if solver.solve(seconds).ending != "infeasible":
            needed.append(requirement)
            for i in members:
                solver.limit(i, rows[i].lower, rows[i].upper)
    return Infeasible([_reason(network.problem, _row(rows, kind, where)) for kind, where in needed])


def _row(rows: Sequence[Row], kind: RowKind, where: str) -> Row:
    return next(row for row in rows if (row.kind, row.where) == (kind, where))


def _reason(problem: Problem, row: Row) -> Reason:
    limit = {"floor": row.lower, "ceiling": row.upper, "pool": row.upper}.get(row.kind)
    told = _tie(problem, row)
    if limit is not None and row.resource is not None:
        told = _limit(problem, row, amount(limit, row.resource.sign))
    return Reason(
        code=f"siting.conflict.{row.kind}",
        zh=told.zh,
        en=told.en,
        inputs={"where": row.where, "limit": limit},
    )


def _tie(problem: Problem, row: Row) -> Words:
    group = listed(map(traced, things(problem, row)))
    if row.kind == "apart":
        return Words(f"{group.zh}须不同片区", f"{group.en} must not share a zone")
    return Words(f"{group.zh}须同片区", f"{group.en} must share a zone")


def _limit(problem: Problem, row: Row, limit: Words) -> Words:
    (thing,) = things(problem, row)
    name = traced(thing)
    zh, en = {"floor": ("至少", "at least"), "ceiling": ("至多", "at most")}.get(
        row.kind, ("共", "in all")
    )
    return Words(f"{name.zh}：{zh} {limit.zh}", f"{name.en}: {en} {limit.en}")
