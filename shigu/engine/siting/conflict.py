"""When no plan exists: which requirements contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from shigu.engine.reasons import Reason
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import Row, RowKind, rows
from shigu.engine.siting.naming import called, find, things, traced
from shigu.engine.siting.network import Network, network
from shigu.engine.siting.solver import Solver
from shigu.engine.siting.values import Nearness, Need, Problem
from shigu.engine.siting.wording import Words, amount, figure, listed
from shigu.engine.values import Money
from shigu.engine.watch import Watch

NEGOTIABLE: tuple[RowKind, ...] = (
    *("floor", "ceiling", "together", "apart", "phase", "pool", "locked", "score"),
)
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


def conflict(arcs: Network, *, seconds: float, watch: Watch) -> Infeasible:
    """A minimal conflict by the deletion filter (Chinneck & Dravnieks 1991, *ORSA J. Computing* 3).

    Each requirement is dropped in turn and stays dropped if the rest still contradicts itself;
    forbidden placements come first, all of them and then, where some are needed, one by one.
    A test that is not settled within ``seconds`` keeps its requirement.
    """
    arcs = _without_idle_bans(arcs, seconds=seconds, watch=watch)
    limits = rows(arcs)
    needed = _needed(arcs, limits, seconds=seconds, watch=watch)
    reasons = [_reason(arcs.problem, _row(limits, kind, where)) for kind, where in needed]
    if arcs.problem.forbidden:
        reasons.append(_forbidden(arcs.problem))
    return Infeasible(reasons)


def _needed(
    arcs: Network, limits: Sequence[Row], *, seconds: float, watch: Watch
) -> list[tuple[RowKind, str]]:
    solver = Solver(_idle(arcs), limits, watch=watch)
    needed: list[tuple[RowKind, str]] = []
    for requirement in dict.fromkeys((r.kind, r.where) for r in limits if r.kind in NEGOTIABLE):
        members = [i for i, row in enumerate(limits) if (row.kind, row.where) == requirement]
        for i in members:
            solver.limit(i, -inf, inf)
        if solver.solve(seconds).ending != "infeasible":
            needed.append(requirement)
            for i in members:
                solver.limit(i, limits[i].lower, limits[i].upper)
    return needed


def _without_idle_bans(arcs: Network, *, seconds: float, watch: Watch) -> Network:
    """The same contradiction with the fewest forbidden placements that it needs."""
    kept = arcs
    tries = (
        arcs.problem.forbidden,
        *(frozenset((pair,)) for pair in sorted(arcs.problem.forbidden)),
    )
    for dropped in tries if arcs.problem.forbidden else ():
        problem = replace(kept.problem, forbidden=kept.problem.forbidden - dropped)
        freer = network(problem, compatible(problem))
        if Solver(_idle(freer), rows(freer), watch=watch).solve(seconds).ending == "infeasible":
            kept = freer
    return kept


def _idle(arcs: Network) -> Network:
    """The same arcs, none of them worth anything: only whether there is a plan counts."""
    idle = tuple(replace(arc, value=Money(0)) for arc in arcs.arcs)
    bonds = tuple(replace(b, pair=replace(b.pair, value=Money(0))) for b in arcs.bonds)
    return replace(arcs, arcs=idle, bonds=bonds)


def _forbidden(problem: Problem) -> Reason:
    pairs = [
        (called(find(problem.needs, project)), called(find(problem.spaces, place)))
        for project, place in sorted(problem.forbidden)
    ]
    told = listed(Words(f"{n.zh}在{s.zh}", f"{n.en} in {s.en}") for n, s in pairs)
    return Reason(
        code="siting.conflict.forbidden",
        zh=f"已排除：{told.zh}",
        en=f"forbidden: {told.en}",
        inputs={"pairs": ";".join("=".join(pair) for pair in sorted(problem.forbidden))},
    )


def locked_reason(problem: Problem, project: str) -> Reason:
    """That somebody has locked the project to its place."""
    place = problem.locked[project]
    need, where = (
        traced(find(table, key))
        for table, key in ((problem.needs, project), (problem.spaces, place))
    )
    return Reason(
        code="siting.conflict.locked",
        zh=f"{need.zh}锁定在{where.zh}",
        en=f"{need.en} is locked to {where.en}",
        inputs={"where": project, "space": place},
    )


def _row(limits: Sequence[Row], kind: RowKind, where: str) -> Row:
    return next(row for row in limits if (row.kind, row.where) == (kind, where))


def _reason(problem: Problem, row: Row) -> Reason:
    if row.kind == "locked":
        return locked_reason(problem, row.where)
    if row.kind == "score":
        return _score(problem)
    limit = {"floor": row.lower, "ceiling": row.upper, "pool": row.upper}.get(row.kind)
    told = tie(problem, row)
    if limit is not None and row.resource is not None:
        told = _limit(problem, row, amount(limit, row.resource.sign))
    return Reason(
        code=f"siting.conflict.{row.kind}",
        zh=told.zh,
        en=told.en,
        inputs={"where": row.where, "limit": limit},
    )


def _score(problem: Problem) -> Reason:
    assert problem.least_score is not None
    least = figure(float(problem.least_score))
    return Reason(
        code="siting.conflict.score",
        zh=f"评分至少 {least} 分",
        en=f"a score of at least {least}",
        inputs={"where": "score", "limit": float(problem.least_score)},
    )


def tie(problem: Problem, row: Row) -> Words:
    """What a row of a group demands of its projects."""
    if row.kind == "phase":
        earlier, later = map(traced, things(problem, row))
        return phased(earlier, later, _later(problem, row).phase_near)
    group = listed(map(traced, things(problem, row)))
    if row.kind == "apart":
        return Words(f"{group.zh}须不同片区", f"{group.en} must not share a zone")
    return Words(f"{group.zh}须同片区", f"{group.en} must share a zone")


def phased(earlier: Words, later: Words, near: Nearness) -> Words:
    """What a later phase asks: the earlier one, not before it, and near it as declared."""
    zh, en = NEAR[near]
    return Words(
        f"{later.zh}是{earlier.zh}的后期：前期落位后才安排，不早于前期起用{zh}",
        f"{later.en} is a later phase of {earlier.en}: only with it, not before it{en}",
    )


NEAR: Mapping[Nearness, tuple[str, str]] = {
    "anywhere": ("", ""),
    "zone": ("，同在一个片区", ", in the same zone"),
    "adjoining": ("，紧邻前期", ", adjoining it"),
}


def _later(problem: Problem, row: Row) -> Need:
    later = row.where.split(";")[1]
    return next(need for need in problem.needs if need.id == later)


def _limit(problem: Problem, row: Row, limit: Words) -> Words:
    (thing,) = things(problem, row)
    name = traced(thing)
    zh, en = {"floor": ("至少", "at least"), "ceiling": ("至多", "at most")}.get(
        row.kind, ("共", "in all")
    )
    return Words(f"{name.zh}：{zh} {limit.zh}", f"{name.en}: {en} {limit.en}")
