"""Which rows of the plan are too full to take a project in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from shigu.engine.reasons import Reason
from shigu.engine.siting.conflict import tie
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.naming import called, projects, things
from shigu.engine.siting.network import Network
from shigu.engine.siting.resources import SPACE, Resource
from shigu.engine.siting.values import Need, Problem
from shigu.engine.siting.wording import Words, amount, bare, figure

MOST = 6


def full_rows(
    network: Network, ledger: Ledger, need: Need, options: Sequence[int] | None = None
) -> Iterator[Reason]:
    """The rows without room for ``need`` in any of ``options`` (all its arcs), those that close
    most spaces first, ≤ 6."""
    options = network.by_need[need.id] if options is None else options
    found = _blocked(ledger, options)
    for i, closed in sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))[:MOST]:
        row, limits = ledger.rows[i], _limits(len(closed), len(options))
        if row.kind == "score":
            yield _scored(ledger.used[i], max(taken for j, taken in row.terms if j in closed))
        elif row.resource is None:
            yield _tied(network.problem, row, need, limits)
        elif row.resource is SPACE:
            yield _taken(network, ledger, row, len(options))
        else:
            needed = min(taken for j, taken in row.terms if j in options)
            yield _full(network.problem, row, row.resource, ledger.used[i], needed, limits)


def _blocked(ledger: Ledger, options: Sequence[int]) -> dict[int, set[int]]:
    """Closed options by row; the rows of one tie, a zone each, count as the first of them."""
    first: dict[tuple[str, str], int] = {}
    closed: defaultdict[int, set[int]] = defaultdict(set)
    for j in options:
        for i in ledger.crowded_by(j):
            row = ledger.rows[i]
            tie = row.resource is None
            closed[first.setdefault((row.kind, row.where), i) if tie else i].add(j)
    return closed


def _limits(closed: int, options: int) -> Words:
    if options == 1:
        return Words("（唯一合用的空间因此受限）", " (limits the only space that fits)")
    if closed == options:
        every = "both" if options == 2 else f"all {options}"
        return Words(f"（{options} 处合用空间都受限）", f" (limits {every} spaces that fit)")
    return Words(
        f"（{options} 处合用空间中 {closed} 处受限）",
        f" (limits {closed} of the {options} spaces that fit)",
    )


def _tied(problem: Problem, row: Row, need: Need, limits: Words) -> Reason:
    others = projects(problem, (each for each in row.where.split(";") if each != need.id))
    if row.kind == "phase":
        return _phase(problem, row, limits)
    zh, en = "须与{}同片区", "must share a zone with {}"
    if row.kind == "apart":
        zh, en = "须与{}不同片区", "must not share a zone with {}"
    return Reason(
        code=f"siting.full.{row.kind}",
        zh=zh.format(others.zh) + limits.zh,
        en=en.format(others.en) + limits.en,
        inputs={"where": row.where},
    )


def _scored(points: float, own: float) -> Reason:
    """The plan would fall below the least score."""
    have, less = figure(points), figure(-own)
    return Reason(
        code="siting.full.score",
        zh=f"方案现得 {have} 分，安排它要少 {less} 分，低于最低评分",
        en=f"the plan scores {have}; placing it costs {less} and falls below the least score",
        inputs={"score": points, "change": own},
    )


def _phase(problem: Problem, row: Row, limits: Words) -> Reason:
    told = tie(problem, row)
    return Reason(
        code="siting.full.phase",
        zh=told.zh + limits.zh,
        en=told.en + limits.en,
        inputs={"where": row.where},
    )


def _taken(network: Network, ledger: Ledger, row: Row, options: int) -> Reason:
    """A space that is let whole and has its tenant."""
    (space,) = things(network.problem, row)
    tenants = [network.arcs[j].need.id for j, _ in row.terms if j in ledger.chosen]
    name, tenant = called(space), projects(network.problem, tenants)
    if all(each in network.problem.locked for each in tenants):
        tenant = Words(f"{tenant.zh}（锁定）", f"{tenant.en} (locked)")
    among = Words(f"（{options} 处合用空间之一）", f" (one of the {options} spaces that fit)")
    if options == 1:
        among = Words("（唯一合用的空间）", " (the only space that fits)")
    return Reason(
        code=f"siting.full.{row.kind}",
        zh=f"{name.zh}已整处安排给{tenant.zh}{among.zh}",
        en=f"{name.en} is taken whole by {tenant.en}{among.en}",
        inputs={"where": row.where, "tenant": ";".join(tenants)},
    )


def _full(
    problem: Problem, row: Row, resource: Resource, used: float, needed: float, limits: Words
) -> Reason:
    (thing,) = things(problem, row)
    name, unit = called(thing), resource.sign
    head = Words(f"{name.zh}{resource.zh}", f"{name.en}, {resource.en}")
    if row.kind != "space" and thing.name_zh:
        head = name
    total, have, more = amount(row.upper, unit), bare(used, unit), bare(needed, unit)
    whole = "：至多" if row.kind == "ceiling" else "共"
    return Reason(
        code=f"siting.full.{row.kind}",
        zh=f"{head.zh}{whole} {total.zh}，已用 {have.zh}，还需 {more.zh}{limits.zh}",
        en=f"{head.en}: {have.en} of {total.en} used, {more.en} more needed{limits.en}",
        inputs={
            "where": row.where,
            "resource": resource.code,
            "used": used,
            "available": row.upper,
            "needed": needed,
        },
    )
