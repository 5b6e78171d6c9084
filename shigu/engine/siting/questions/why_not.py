"""Why not there? What rules a place out for a project, or what it would cost and who would move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Literal

from shigu.engine.reasons import Reason
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.crowded import full_rows
from shigu.engine.siting.fit import fit
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.mending import Plan, moved
from shigu.engine.siting.naming import called, space
from shigu.engine.siting.questions.best import Found, best, taking
from shigu.engine.siting.questions.contradiction import contradiction
from shigu.engine.siting.questions.moves import Move, moves, told
from shigu.engine.siting.questions.standing import Standing, reopened
from shigu.engine.siting.ruled_out import asked_of
from shigu.engine.siting.solve import assignment_of
from shigu.engine.siting.values import Need, Space
from shigu.engine.siting.wording import money
from shigu.engine.values import Money
from shigu.engine.watch import Watch

Verdict = Literal["there", "ruled_out", "costs", "costs_nothing", "impossible", "open"]
MOST_HOLDERS = 8


class UnknownError(ValueError):
    """The question names a project or a space that the problem does not have."""


@dataclass(frozen=True, slots=True)
class Holder:
    """``project``, in ``space``, has ``amount`` ``unit`` of what ``where`` limits."""

    where: str
    resource: str
    project: str
    space: str
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer to "why does ``project`` not stand in ``space``?"

    ``reasons`` say it in sentences. ``holders`` have what the place lacks, the largest first.
    ``value_yuan`` is what the placement itself would be worth, ``None`` where it is ruled out.
    ``loss_yuan`` is what the whole plan loses by the best plan found that places it there
    (``None`` where none was found), and every such plan loses ``loss_at_least_yuan``; they agree
    where that is ``proven``. ``moves`` are those of the plan found.
    """

    project: str
    space: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    holders: tuple[Holder, ...] = ()
    value_yuan: float | None = None
    loss_yuan: float | None = None
    loss_at_least_yuan: float | None = None
    proven: bool = True
    moves: tuple[Move, ...] = ()
    seconds: float = 0.0


def why_not(
    base: Standing, project: str, place: str, *, seconds: float = 5.0, watch: Watch | None = None
) -> WhyNot:
    """Why the plan does not place ``project`` in the space ``place``.

    A lock of the project is lifted for the question; that of others holds.

    Raises:
        UnknownError: there is no such project or space.
        SolverError, Stopped: as :meth:`shigu.engine.siting.solver.Solver.solve`.
    """
    begun = perf_counter()
    need, there = _asked(base, project, place)
    if base.assignment.get(project) == place:
        return WhyNot(project, place, "there", (_standing_there(need, there),))
    if ruled := tuple(_ruled_out(base, need, there)):
        return WhyNot(project, place, "ruled_out", ruled)
    free = unlocked(base, project)
    j = free.network.position(project, place)
    left = _without(free, project)
    crowded = left.crowded_by(j)
    start = _start(free, project, j)
    found = best(free, taking(free, j), start, seconds=seconds, watch=watch)
    answer = _answer(base, free, need, there, found)
    return replace(
        answer,
        reasons=(
            *_lock(base, need),
            *full_rows(free.network, left, need, (j,)),
            *answer.reasons,
        ),
        holders=tuple(_holders(free, left, crowded)),
        value_yuan=float(free.network.arcs[j].value.yuan),
        seconds=perf_counter() - begun,
    )


def _asked(base: Standing, project: str, place: str) -> tuple[Need, Space]:
    need = next((each for each in base.problem.needs if each.id == project), None)
    there = next((each for each in base.problem.spaces if each.id == place), None)
    if need is None or there is None:
        name = project if need is None else place
        raise UnknownError(
            f"没有编号为 {name} 的{'项目' if need is None else '空间'}，请核对编号。 / "
            f"There is no {'project' if need is None else 'space'} {name}: check the id."
        )
    return need, there


def _standing_there(need: Need, there: Space) -> Reason:
    who, where = called(need), called(there)
    return Reason(
        "siting.why.there",
        f"{who.zh}在方案中就在{where.zh}",
        f"the plan does place {who.en} in {where.en}",
    )


def _ruled_out(base: Standing, need: Need, there: Space) -> Iterator[Reason]:
    """The requirements that the pair fails, with their figures; a veto; an exclusion."""
    if need.veto is not None:
        yield Reason(
            "siting.veto", f"否决项：{need.veto}", f"vetoed; the reason given: “{need.veto}”"
        )
    for misfit in fit(need, there):
        yield asked_of(base.problem, misfit)
    if (need.id, there.id) in base.problem.forbidden:
        yield Reason(
            "siting.forbidden", "这一去处已被排除", "this place is forbidden to it by a decision"
        )


def unlocked(base: Standing, project: str) -> Standing:
    """The same plan without the lock of one project."""
    problem = base.problem
    if project not in problem.locked:
        return base
    kept = {each: place for each, place in problem.locked.items() if each != project}
    lifted = tuple(
        Row(row.kind, row.where, row.terms) if (row.kind, row.where) == ("locked", project) else row
        for row in base.rows
    )
    arcs = replace(base.network, problem=replace(problem, locked=kept))
    return reopened(base, arcs, lifted)


def _without(base: Standing, project: str) -> Ledger:
    """The books with the project taken out of its place."""
    left = base.ledger.twin()
    for j in base.network.by_need[project]:
        if j in left.chosen:
            left.drop(j)
    return left


def _start(base: Standing, project: str, j: int) -> Plan | None:
    options = base.network.by_need[project]
    now = next((k for k in options if k in base.ledger.chosen), None)
    return moved(base.network, base.ledger, j, now)


def _lock(base: Standing, need: Need) -> Iterator[Reason]:
    if need.id in base.problem.locked:
        where = space(base.problem, base.problem.locked[need.id])
        yield Reason(
            "siting.locked",
            f"现锁定在{where.zh}；以下按放开这一锁定计算",
            f"it is locked to {where.en}; what follows is without that lock",
        )


def _holders(base: Standing, left: Ledger, crowded: list[int]) -> Iterator[Holder]:
    for i in crowded:
        row = base.rows[i]
        held = [(taken, j) for j, taken in left.held(i).items() if taken > 0]
        for taken, j in sorted(held, key=lambda each: (-each[0], each[1]))[:MOST_HOLDERS]:
            arc, resource = base.network.arcs[j], row.resource
            yield Holder(
                where=row.where,
                resource=resource.code if resource else row.kind,
                project=arc.need.id,
                space=arc.space.id,
                amount=taken,
                unit=resource.sign if resource else "",
            )


def _answer(base: Standing, free: Standing, need: Need, there: Space, found: Found) -> WhyNot:
    if found.plan is None:
        return _none(free, need, there, found)
    after = assignment_of(free.network, found.plan)
    changed = moves(base.assignment, after)
    others = [move for move in changed if move.project != need.id]
    loss = base.value - found.worth
    least = min(float(base.value.yuan) - found.bound_yuan, float(loss.yuan))
    return WhyNot(
        need.id,
        there.id,
        "costs" if loss.fen > 0 else "costs_nothing",
        (_price(base, there, loss, least, others, proven=found.proven),),
        loss_yuan=float(loss.yuan),
        loss_at_least_yuan=least,
        proven=found.proven,
        moves=changed,
    )


def _price(
    base: Standing, there: Space, loss: Money, least: float, others: list[Move], *, proven: bool
) -> Reason:
    where, less, gain = called(there), money(loss), money(-loss)
    zh, en = f"方案整体少 {less.zh}", f"costs the plan {less.en}"
    if loss.fen <= 0:
        zh = "方案整体不少" if loss.fen == 0 else f"方案整体反而多 {gain.zh}"
        en = "costs the plan nothing" if loss.fen == 0 else f"gains the plan {gain.en}"
    if not proven:
        bound = money(Money.from_yuan(round(least, 2)))
        zh += f"（未证最优，至少少 {bound.zh}）" if least > 0 else "（未证最优）"
        en += f" (not proven; at least {bound.en})" if least > 0 else " (not proven)"
    if others:
        who = told(base.problem, others)
        zh, en = f"{zh}；{who.zh}", f"{en}; {who.en}"
    return Reason(
        "siting.why.cost",
        f"放在{where.zh}，{zh}",
        f"placed in {where.en} it {en}",
        {"loss_yuan": float(loss.yuan), "loss_at_least_yuan": least, "moves": len(others)},
    )


def _none(base: Standing, need: Need, there: Space, found: Found) -> WhyNot:
    if not found.proven:
        reason = Reason(
            "siting.why.open",
            "限时内没有找到把它放在这里的方案，也没有证明不存在",
            "no plan with it here was found in time, nor was it proven that there is none",
        )
        return WhyNot(need.id, there.id, "open", (reason,), proven=False)
    return WhyNot(need.id, there.id, "impossible", contradiction(base, {need.id: there.id}))
