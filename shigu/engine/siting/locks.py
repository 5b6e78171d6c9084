"""Placements that somebody has locked: whether they can be kept at all, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from shigu.engine.reasons import Reason
from shigu.engine.siting.conflict import Infeasible, locked_reason, tie
from shigu.engine.siting.constraints import Row, RowKind
from shigu.engine.siting.fit import fit
from shigu.engine.siting.ledger import TOLERANCE
from shigu.engine.siting.naming import called, things
from shigu.engine.siting.network import Network
from shigu.engine.siting.resources import SPACE
from shigu.engine.siting.ruled_out import asked_of
from shigu.engine.siting.values import Problem
from shigu.engine.siting.wording import Words, amount

COUPLED: tuple[RowKind, ...] = ("locked", "together", "phase", "bond")
"""Rows that locks alone cannot overfill: what else is placed decides."""


def refuse_locks(arcs: Network) -> None:
    """Raises:
    Infeasible: a project is locked to a space that does not meet it, or is forbidden or vetoed.
    """
    problem = arcs.problem
    for project, place in problem.locked.items():
        if all(arcs.arcs[j].space.id != place for j in arcs.by_need[project]):
            raise Infeasible((locked_reason(problem, project), *_against(problem, project, place)))


def _against(problem: Problem, project: str, place: str) -> Iterator[Reason]:
    need = next(each for each in problem.needs if each.id == project)
    space = next(each for each in problem.spaces if each.id == place)
    if need.veto is not None:
        yield Reason(
            "siting.veto", f"否决项：{need.veto}", f"vetoed; the reason given: “{need.veto}”"
        )
    if (project, place) in problem.forbidden:
        yield Reason("siting.forbidden", "这一去处同时被排除", "the same place is forbidden to it")
    for misfit in fit(need, space):
        yield asked_of(problem, misfit)


def refuse_overfull(arcs: Network, rows: Sequence[Row]) -> None:
    """Raises:
    Infeasible: what is locked overfills a row by itself, whatever else is placed.
    """
    locked = {arcs.position(*pair) for pair in arcs.problem.locked.items()}
    for row in rows if locked else ():
        if row.kind in COUPLED or not isfinite(row.upper):
            continue
        taken = [(j, amount) for j, amount in row.terms if j in locked]
        total = sum(amount for _, amount in taken)
        if total > row.upper * (1 + TOLERANCE):
            least = _fewest(taken, row.upper * (1 + TOLERANCE))
            told = (locked_reason(arcs.problem, arcs.arcs[j].need.id) for j, _ in least)
            total = sum(amount for _, amount in least)
            raise Infeasible((_overfull(arcs.problem, row, total), *told))


def _fewest(taken: Sequence[tuple[int, float]], limit: float) -> list[tuple[int, float]]:
    """A minimal part of them that is still too much: the small ones are left out while it is."""
    kept = list(taken)
    for term in sorted(taken, key=lambda each: each[1]):
        if sum(amount for _, amount in kept) - term[1] > limit:
            kept.remove(term)
    return kept


def _overfull(problem: Problem, row: Row, total: float) -> Reason:
    told = tie(problem, row) if row.resource is None else _limit(problem, row, total)
    return Reason(
        code=f"siting.locked.{row.kind}",
        zh=told.zh,
        en=told.en,
        inputs={"where": row.where, "limit": row.upper, "locked": total},
    )


def _limit(problem: Problem, row: Row, total: float) -> Words:
    (thing,) = things(problem, row)
    name = called(thing)
    assert row.resource is not None
    if row.resource is SPACE:
        return Words(f"{name.zh}整处只给一个项目", f"{name.en} takes one project only")
    unit, what = row.resource.sign, row.resource
    most, asked = amount(row.upper, unit), amount(total, unit)
    return Words(
        f"{name.zh}{what.zh}共 {most.zh}，锁定的项目要 {asked.zh}",
        f"{name.en} has {most.en} of {what.en}, what is locked takes {asked.en}",
    )
