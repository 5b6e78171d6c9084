"""Why a project has no place, and what it would cost to give it one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from shigu.engine.reasons import Reason
from shigu.engine.siting.alternatives import Alternative, with_project
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.fit import Misfit, fit
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.near import near_misses
from shigu.engine.siting.requirements import LABELS
from shigu.engine.siting.resources import Resource
from shigu.engine.siting.results import Unplaced
from shigu.engine.siting.solve import Solved, assignment_of
from shigu.engine.siting.value import value_anywhere
from shigu.engine.siting.values import Need, Space

MOST = 6
UNKNOWN = ".unknown"


def unplaced(
    base: Solved, ledger: Ledger, need: Need, *, seconds: float
) -> tuple[Unplaced, Alternative | None]:
    """Why ``need`` is left out, and the plan that takes it in where one was sought."""
    spaces = base.network.problem.spaces
    options = base.network.by_need[need.id]
    values = [base.network.arcs[j].value for j in options]
    value = max(values, default=value_anywhere(need, base.network.problem.economics))
    forced = with_project(base, ledger, need.id, seconds=seconds) if options else None
    found = Unplaced(
        project=need.id,
        value_yuan=float(value.yuan),
        binding=tuple(_binding(base, ledger, need, forced)),
        cost_of_placing_yuan=_cost(forced),
        near_misses=() if need.veto is not None else near_misses(need, spaces),
    )
    return found, forced


def _binding(
    base: Solved, ledger: Ledger, need: Need, forced: Alternative | None
) -> Iterator[Reason]:
    if need.veto is not None:
        yield Reason("siting.veto", f"否决项：{need.veto}", f"vetoed: {need.veto}")
    elif forced is None:
        yield from _nothing_fits(need, base.network.problem.spaces)
    else:
        yield from _crowded_out(base, ledger, need, forced)


def _cost(forced: Alternative | None) -> float | None:
    if forced is None or forced.plan is None or not forced.proven:
        return None
    return float(forced.loss.yuan)


def _nothing_fits(need: Need, spaces: Sequence[Space]) -> Iterator[Reason]:
    """Each requirement with the number of spaces it rules out, the most exclusive first."""
    misfits = [fit(need, space) for space in spaces]
    counts = Counter(each.constraint for found in misfits for each in found)
    alone = Counter(found[0].constraint for found in misfits if len(found) == 1)
    example = {each.constraint: each for found in misfits for each in found}
    for constraint, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST]:
        yield _ruled_out(example[constraint], count, alone[constraint], len(spaces))


def _ruled_out(misfit: Misfit, count: int, alone: int, spaces: int) -> Reason:
    code = misfit.constraint
    zh, en = LABELS[code.removesuffix(UNKNOWN)]
    same = code not in ("siting.kind", "siting.available", "siting.code" + UNKNOWN)
    needed = f" {misfit.needed}" if same else ""
    why_zh, why_en = ("未知", "unknown in") if code.endswith(UNKNOWN) else ("不符", "fails in")
    return Reason(
        code=code,
        zh=f"{zh}{needed}：{spaces} 处空间中 {count} 处{why_zh}",
        en=f"{en}{needed}: {why_en} {count} of {spaces} spaces",
        inputs={"excluded": count, "only_this": alone, "spaces": spaces, "needed": misfit.needed},
    )


def _crowded_out(base: Solved, ledger: Ledger, need: Need, forced: Alternative) -> Iterator[Reason]:
    """What is full, what would have to give way, and at what price."""
    options = base.network.by_need[need.id]
    best = max(base.network.arcs[j].value for j in options)
    if best.fen <= 0:
        wan = float(best.wan)
        zh = f"在每处合用空间期望现值都不为正（最高 {wan:,.0f} 万元）"
        en = f"worth nothing in any space that fits (at best {wan:,.0f} wan yuan)"
        yield Reason("siting.value", zh, en, {"value_wan": wan})
    else:
        yield from _full_rows(ledger, options)
    yield from _displaced(base, need, forced)


def _full_rows(ledger: Ledger, options: Sequence[int]) -> Iterator[Reason]:
    """The rows without room for it, those that close most spaces first."""
    blocked = Counter(i for j in options for i in ledger.crowded_by(j))
    for i, count in sorted(blocked.items(), key=lambda each: (-each[1], each[0]))[:MOST]:
        row = ledger.rows[i]
        share = (
            f"（{len(options)} 处合用空间中 {count} 处受限）",
            f" (limits {count} of {len(options)} spaces that fit)",
        )
        if row.resource is None:
            yield _tied(row, share)
        else:
            needed = min(taken for j, taken in row.terms if j in options)
            yield _full(row, row.resource, ledger.used[i], needed, share)


def _tied(row: Row, share: tuple[str, str]) -> Reason:
    zh = {"together": "须同片区", "apart": "须分片区"}[row.kind]
    return Reason(
        code=f"siting.full.{row.kind}",
        zh=f"{zh}：{row.where}{share[0]}",
        en=f"to be {row.kind}: {row.where}{share[1]}",
        inputs={"where": row.where},
    )


def _full(
    row: Row, resource: Resource, used: float, needed: float, share: tuple[str, str]
) -> Reason:
    return Reason(
        code=f"siting.full.{row.kind}",
        zh=f"{row.where} {resource.zh}：{row.upper:g} 中已用 {used:g}，另需 {needed:g}{share[0]}",
        en=f"{row.where} {resource.en}: {used:g} of {row.upper:g} used, {needed:g} more needed"
        f"{share[1]}",
        inputs={
            "where": row.where,
            "resource": resource.code,
            "used": used,
            "available": row.upper,
            "needed": needed,
        },
    )


def _displaced(base: Solved, need: Need, forced: Alternative) -> Iterator[Reason]:
    if not forced.proven:
        zh, en = "安排它的代价在限时内未证明", "the cost of placing it was not proven in time"
        yield Reason("siting.forced_open", zh, en)
        return
    if forced.plan is None:
        zh, en = "任何方案都容不下它", "no plan can take it in"
        yield Reason("siting.impossible", zh, en)
        return
    ours = base.solution.assignment
    theirs = assignment_of(base.network, forced.plan)
    out = ";".join(sorted(ours.keys() - theirs.keys()))
    moved = sum(theirs.get(each, ours[each]) != ours[each] for each in ours)
    wan = float(forced.loss.wan)
    space = theirs[need.id]
    yield Reason(
        code="siting.displaces",
        zh=f"若安排在 {space}，整体少 {wan:,.0f} 万元；退出：{out or '无'}；移位 {moved} 个",
        en=f"placed in {space} the plan would lose {wan:,.0f} wan yuan; out: {out or 'none'}; "
        f"{moved} moved",
        inputs={"space": space, "loss_wan": wan, "out": out, "moved": moved},
    )
