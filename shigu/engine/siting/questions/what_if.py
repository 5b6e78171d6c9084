"""What if one thing were different: where a new project would go, what that gains, who moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from time import perf_counter

from shigu.engine.reasons import Reason
from shigu.engine.siting.barred import barred
from shigu.engine.siting.crowded import full_rows
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.mending import Plan
from shigu.engine.siting.naming import called, space
from shigu.engine.siting.questions.best import Condition, Found, best, keeping
from shigu.engine.siting.questions.changes import Change, ProjectIs, SpaceIs, changed
from shigu.engine.siting.questions.contradiction import contradiction
from shigu.engine.siting.questions.mended import admitting, mended
from shigu.engine.siting.questions.moves import Move, moves, told
from shigu.engine.siting.questions.standing import Standing
from shigu.engine.siting.ruled_out import nothing_fits
from shigu.engine.siting.solve import assignment_of
from shigu.engine.siting.values import Need, Problem
from shigu.engine.siting.wording import money
from shigu.engine.values import Money
from shigu.engine.watch import Watch

LEAST_SECONDS, FEW_MOVES = 0.05, 5


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The plan after one change.

    ``gain_yuan`` is what the plan as a whole gains (below 0: loses) and ``gain_at_most_yuan`` what
    it could gain at most; they agree where that is ``proven``. Both are over the plan that stands:
    where that was not proven optimal, ``before_gap`` is what it left open. ``space`` is where the
    project of the change then stands, ``None`` = nowhere. ``moves`` are all that differs between
    ``assignment`` and the plan before. Without any plan that keeps all requirements
    ``gain_yuan`` is ``None`` and ``reasons`` name the contradiction where it is proven.
    """

    gain_yuan: float | None
    gain_at_most_yuan: float
    proven: bool
    before_yuan: float
    before_gap: float
    space: str | None
    moves: tuple[Move, ...]
    reasons: tuple[Reason, ...]
    assignment: dict[str, str]
    seconds: float


def what_if(
    base: Standing,
    change: Change,
    *,
    seconds: float = 0.5,
    most_moves: int | None = None,
    watch: Watch | None = None,
) -> WhatIf:
    """The best plan after ``change`` that is found within ``seconds``, from the plan that stands.

    At most ``most_moves`` placements that the change leaves possible are given up for it (or as
    many as its first mending needs). By default there is no limit where the plan was proven
    optimal; where it was not, it is ``FEW_MOVES``, since without a limit the gain would be that
    of planning anew.

    Raises:
        ChangeError, ValueError: as :func:`shigu.engine.siting.questions.changes.applied`.
        SolverError, Stopped: as :meth:`shigu.engine.siting.solver.Solver.solve`.
    """
    begun = perf_counter()
    then = changed(base, change)
    start = _start(then, change)
    if most_moves is None and base.gap > 0:
        most_moves = FEW_MOVES
    focus = _focus(base, then, change, start)
    condition = Condition((), then.rates.bound_wan, focus)
    if most_moves is not None:
        given_up = 0 if start is None else len(set(then.chosen).difference(start))
        stay = max(len(then.chosen) - max(most_moves, given_up), 0)
        condition = keeping(then.rates.bound_wan, focus, then.chosen, stay)
    left = max(seconds - (perf_counter() - begun), LEAST_SECONDS)
    found = best(then, condition, start, seconds=left, watch=watch)
    return _answer(base, then, change, found, perf_counter() - begun, watch or Watch())


def _start(then: Standing, change: Change) -> Plan | None:
    books = mended(then)
    if books is None:
        return None
    if isinstance(change, ProjectIs):
        return admitting(then, books, change.need.id)
    return tuple(sorted(books.chosen))


def _focus(
    base: Standing, then: Standing, change: Change, start: Sequence[int] | None
) -> tuple[int, ...]:
    """The arcs that the change is about: those of what is new, and of whoever it moved."""
    network, focus = then.network, set(then.chosen).symmetric_difference(start or ())
    lost = base.assignment.keys() - then.assignment.keys()
    owners = {network.arcs[j].need.id for j in focus} | (lost & network.by_need.keys())
    if isinstance(change, ProjectIs):
        owners.add(change.need.id)
    focus.update(j for need in owners for j in network.by_need[need])
    if isinstance(change, SpaceIs):
        focus.update(network.by_space[change.space.id])
    return tuple(sorted(focus))


def _answer(
    base: Standing, then: Standing, change: Change, found: Found, seconds: float, watch: Watch
) -> WhatIf:
    before = float(base.value.yuan)
    after = {} if found.plan is None else assignment_of(then.network, found.plan)
    changes = () if found.plan is None else moves(base.assignment, after)
    place = after.get(change.need.id) if isinstance(change, ProjectIs) else None
    gain = None if found.plan is None else float((found.worth - base.value).yuan)
    reasons = (
        (_nothing(then, found, watch))
        if found.plan is None
        else tuple(_told(base, then, change, found, changes))
    )
    return WhatIf(
        gain_yuan=gain,
        gain_at_most_yuan=found.bound_yuan - before if isfinite(found.bound_yuan) else -before,
        proven=found.proven,
        before_yuan=before,
        before_gap=base.gap,
        space=place,
        moves=changes,
        reasons=reasons,
        assignment=after,
        seconds=seconds,
    )


def _nothing(then: Standing, found: Found, watch: Watch) -> tuple[Reason, ...]:
    if found.proven:
        return contradiction(then, {}, watch)
    return (
        Reason(
            "siting.what_if.open",
            "限时内没有找到满足全部要求的方案，也没有证明不存在",
            "no plan that keeps every requirement was found in time, nor proven not to exist",
        ),
    )


def _told(
    base: Standing, then: Standing, change: Change, found: Found, changes: Sequence[Move]
) -> Iterator[Reason]:
    others = changes
    if isinstance(change, ProjectIs):
        need = change.need
        others = [move for move in changes if move.project != need.id]
        yield from _placed(then, need, found)
    yield _gain(base, found)
    if others:
        who = told(_naming(base, then), others)
        yield Reason("siting.what_if.moves", who.zh, who.en, {"moves": len(others)})


def _naming(base: Standing, then: Standing) -> Problem:
    """A problem that knows what was there before and what is there now."""
    needs = {each.id: each for each in (*base.problem.needs, *then.problem.needs)}
    spaces = {each.id: each for each in (*base.problem.spaces, *then.problem.spaces)}
    return replace(base.problem, needs=tuple(needs.values()), spaces=tuple(spaces.values()))


def _placed(then: Standing, need: Need, found: Found) -> Iterator[Reason]:
    assert found.plan is not None
    place = assignment_of(then.network, found.plan).get(need.id)
    who = called(need)
    if place is not None:
        where = space(then.problem, place)
        yield Reason(
            "siting.what_if.placed",
            f"{who.zh}安排到{where.zh}",
            f"{who.en} goes to {where.en}",
            {"space": place},
        )
        return
    yield Reason("siting.what_if.unplaced", f"{who.zh}没有位置", f"{who.en} has no place")
    if need.veto is not None:
        yield Reason(
            "siting.veto", f"否决项：{need.veto}", f"vetoed; the reason given: “{need.veto}”"
        )
    elif then.network.by_need[need.id]:
        yield from full_rows(then.network, Ledger(then.rows, found.plan, then.takes), need)
    else:
        yield from nothing_fits(need, then.problem)
        yield from barred(then.problem, need)


def _gain(base: Standing, found: Found) -> Reason:
    gain = found.worth - base.value
    most = Money.from_yuan(round(found.bound_yuan - float(base.value.yuan), 2))
    by, least = money(Money(abs(gain.fen))), money(most)
    zh, en = f"方案整体多 {by.zh}", f"the plan gains {by.en}"
    if gain.fen <= 0:
        zh = f"方案整体少 {by.zh}" if gain.fen else "方案整体不变"
        en = f"the plan loses {by.en}" if gain.fen else "the plan's value stays"
    if not found.proven:
        zh += f"（未证最优，变化至多 {least.zh}）"
        en += f" (not proven: the change is {least.en} at most)"
    return Reason(
        "siting.what_if.gain",
        zh,
        en,
        {"gain_yuan": float(gain.yuan), "gain_at_most_yuan": float(most.yuan)},
    )
