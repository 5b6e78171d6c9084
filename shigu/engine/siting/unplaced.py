"""Why a project has no place, and what it would cost to give it one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shigu.engine.reasons import Reason
from shigu.engine.siting.alternatives import Alternative, with_project
from shigu.engine.siting.barred import barred
from shigu.engine.siting.constraints import Row, RowKind
from shigu.engine.siting.crowded import full_rows
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.naming import projects, space
from shigu.engine.siting.near import near_misses
from shigu.engine.siting.open_cost import interval, interval_inputs
from shigu.engine.siting.results import Unplaced
from shigu.engine.siting.ruled_out import nothing_fits
from shigu.engine.siting.solve import Solved, assignment_of
from shigu.engine.siting.value import value_anywhere
from shigu.engine.siting.values import Need
from shigu.engine.siting.wording import Words, counted, listed, money
from shigu.engine.values import Money

SHARED: tuple[tuple[set[RowKind], Words], ...] = (
    ({"floor", "ceiling"}, Words("区县的下限与上限", "floors and ceilings of districts")),
    ({"together", "apart"}, Words("项目之间的片区要求", "ties between projects")),
    ({"phase"}, Words("分期的先后与位置", "order and place of phases")),
    ({"pool"}, Words("容量指标", "pools")),
    ({"locked"}, Words("锁定的位置", "locked placements")),
    ({"score"}, Words("最低评分", "the least score")),
)
"""What several projects share and one of them alone may make impossible."""


def unplaced(
    base: Solved, ledger: Ledger, need: Need, *, seconds: float
) -> tuple[Unplaced, Alternative | None]:
    """Why ``need`` is left out, and the plan that takes it in where one was sought."""
    options = base.network.by_need[need.id]
    forced = with_project(base, ledger, need.id, seconds=seconds) if options else None
    return left_out(base, ledger, need, forced), forced


def left_out(base: Solved, ledger: Ledger, need: Need, forced: Alternative | None) -> Unplaced:
    """Why ``need`` is left out; ``forced`` is the plan that takes it in, where one was sought."""
    closed = {place for project, place in base.network.problem.forbidden if project == need.id}
    spaces = [space for space in base.network.problem.spaces if space.id not in closed]
    options = base.network.by_need[need.id]
    values = [base.network.arcs[j].value for j in options]
    value = max(values, default=value_anywhere(need, base.network.problem.economics))
    return Unplaced(
        project=need.id,
        value_yuan=float(value.yuan),
        binding=tuple(_binding(base, ledger, need, forced)),
        cost_of_placing_yuan=_cost(forced),
        near_misses=() if need.veto is not None else near_misses(need, spaces),
    )


def _binding(
    base: Solved, ledger: Ledger, need: Need, forced: Alternative | None
) -> Iterator[Reason]:
    if need.veto is not None:
        yield Reason(
            "siting.veto", f"否决项：{need.veto}", f"vetoed; the reason given: “{need.veto}”"
        )
        return
    if forced is None:
        yield from nothing_fits(need, base.network.problem)
    else:
        yield from _crowded_out(base, ledger, need, forced)
    yield from barred(base.network.problem, need)


def _cost(forced: Alternative | None) -> float | None:
    if forced is None or forced.plan is None or not forced.proven:
        return None
    return float(forced.loss.yuan)


def _crowded_out(base: Solved, ledger: Ledger, need: Need, forced: Alternative) -> Iterator[Reason]:
    """What is full, what would have to give way, and at what price."""
    best = max(base.network.arcs[j].value for j in base.network.by_need[need.id])
    if best.fen <= 0:
        worth = money(best)
        zh = f"在每处合用空间的期望现值都不为正（最高 {worth.zh}）"
        en = f"worth nothing, in expectation, in any space that fits (at best {worth.en})"
        yield Reason("siting.value", zh, en, {"value_wan": float(best.wan)})
    else:
        yield from full_rows(base.network, ledger, need)
    yield _price(base, need, forced)


def _price(base: Solved, need: Need, forced: Alternative) -> Reason:
    if not forced.proven:
        zh, en = "安排它的代价在限时内未证明", "the cost of placing it was not proven in time"
        between = interval(forced)
        return Reason(
            "siting.forced_open", zh + between.zh, en + between.en, interval_inputs(forced)
        )
    if forced.plan is None:
        return _impossible(base.rows)
    return _displaced(base, need, forced.loss, assignment_of(base.network, forced.plan))


def _impossible(rows: Sequence[Row]) -> Reason:
    """Only what several projects share can be the cause: alone it fits somewhere."""
    present = {row.kind for row in rows}
    causes = listed(words for kinds, words in SHARED if not present.isdisjoint(kinds))
    return Reason(
        code="siting.impossible",
        zh=f"无论哪些项目让位都安排不了：有它就不能同时满足{causes.zh}",
        en=f"cannot be placed whoever else gives way: with it {causes.en} cannot all be kept",
    )


def _displaced(base: Solved, need: Need, loss: Money, theirs: Mapping[str, str]) -> Reason:
    problem, ours = base.network.problem, base.solution.assignment
    out = sorted(ours.keys() - theirs.keys())
    moved = sum(theirs.get(each, ours[each]) != ours[each] for each in ours)
    where, less = space(problem, theirs[need.id]), money(loss)
    gone = projects(problem, out) if out else None
    return Reason(
        code="siting.displaces",
        zh=f"若安排在{where.zh}，方案整体少 {less.zh}"
        + (f"，须让出{gone.zh}" if gone else "")
        + (f"，另有 {moved} 个项目换位置" if moved else ""),
        en=f"placed in {where.en} it would cost the plan {less.en}"
        + (f"; {gone.en} would have no place" if gone else "")
        + (f"; {counted(moved, 'other')} would move" if moved else ""),
        inputs={
            "space": theirs[need.id],
            "loss_wan": float(loss.wan),
            "out": ";".join(out),
            "moved": moved,
        },
    )
