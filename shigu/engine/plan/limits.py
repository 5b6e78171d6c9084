"""What the reader must know before relying on the plan, counted from the pack and the answer."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.chain.results import ChainAssessment
from shigu.engine.pack.read import Pack
from shigu.engine.plan.places import Places
from shigu.engine.plan.results import Limit
from shigu.engine.plan.siting_inputs import OPEN_STAGES, is_of_a_player
from shigu.engine.sharing.results import Sharing
from shigu.engine.siting.results import SitingPlan
from shigu.engine.siting.values import Problem

TOLD = {
    "organisations": ("企业与机构", "organisations"),
    "positions": ("企业环节归属", "positions of organisations on links"),
    "supplies": ("供给关系", "supplies between links"),
    "spaces": ("空间", "spaces"),
    "pools": ("要素池", "resource pools"),
    "projects": ("项目", "projects"),
    "project_years": ("项目分年估算", "yearly estimates of projects"),
}


def limits(
    pack: Pack,
    problem: Problem,
    chain: ChainAssessment,
    siting: SitingPlan,
    sharing: Sharing,
) -> tuple[Limit, ...]:
    return (
        *_illustrative(pack),
        *_chain_limits(chain),
        *_siting_limits(pack, problem, siting),
        *_sharing_limits(sharing),
    )


def _illustrative(pack: Pack) -> Iterator[Limit]:
    for table, (zh, en) in TOLD.items():
        rows = pack.tables[table]
        count = rows.filter(pl.col("status") == "illustrative").height
        if count:
            yield Limit(
                f"illustrative.{table}",
                f"{zh} {rows.height} 条中有 {count} 条是示例，不是事实。",
                f"{count} of {rows.height} {en} are illustrative, not facts.",
                count,
            )


def _chain_limits(chain: ChainAssessment) -> Iterator[Limit]:
    without = sum(link.location_quotient is None for link in chain.links)
    if without:
        yield Limit(
            "chain.location_quotient",
            f"{without} 个环节没有可用的参照数，区位商不可计算；补充参照表后即可算出。",
            f"{without} links have no usable reference count, so their location quotient is not "
            "computable; it will be once the reference table holds them.",
            without,
        )


def _siting_limits(pack: Pack, problem: Problem, siting: SitingPlan) -> Iterator[Limit]:
    projects = pack.tables["projects"]
    places = Places.from_table(pack.tables["districts"])
    still_open = projects.filter(pl.col("stage").is_in(OPEN_STAGES))
    linked = still_open.filter(pl.col("link").is_not_null())
    if unlinked := still_open.height - linked.height:
        yield Limit(
            "siting.no_link",
            f"{unlinked} 条线索还没有归到产业链环节，未参加布局。",
            f"{unlinked} leads stand at no link of the chain yet and were not sited.",
            unlinked,
        )
    brought = linked.filter(is_of_a_player(places))
    if outside := linked.height - brought.height:
        yield Limit(
            "siting.no_player",
            f"{outside} 个待落地项目的首报单位不在合作各方之内，未参加布局。",
            f"{outside} open projects were brought by no player and were not sited.",
            outside,
        )
    if undated := brought.filter(pl.col("earliest").is_null()).height:
        yield Limit(
            "siting.no_date",
            f"{undated} 个待落地项目没有填最早入驻日期，未参加布局；补上后重算即可。",
            f"{undated} open projects have no earliest start and were not sited; they are once it "
            "is filled in.",
            undated,
        )
    idle = pack.tables["spaces"].height - len(problem.spaces)
    if idle:
        yield Limit(
            "siting.space_no_player",
            f"{idle} 处空间所在区县不是合作方，未参加布局。",
            f"{idle} spaces lie in districts that are no players and were not offered.",
            idle,
        )
    placed = projects.height - still_open.height
    if placed:
        yield Limit(
            "siting.already_placed",
            f"{placed} 个项目已供地或更靠后，已有位置，不参加布局。",
            f"{placed} projects have land or more already; they keep their place.",
            placed,
        )
    unvalued = sum(not need.years for need in problem.needs)
    if unvalued:
        yield Limit(
            "siting.no_estimate",
            f"{unvalued} 个待落地项目没有分年估算，其税收按 0 计。",
            f"{unvalued} open projects have no yearly estimates; their tax counts as 0.",
            unvalued,
        )
    yield Limit(
        "siting.value",
        "价值只计有分年估算的年份内的新增地方税收、土地收入与公共支出；厂房租金归产权人，不计入。",
        "Value counts new local tax, land income and public cost of the estimated years only; "
        "rents belong to the owners of the buildings and are not counted.",
        None,
    )
    conditions = len(problem.locked) + len(problem.forbidden)
    if conditions:
        yield Limit(
            "siting.conditions",
            f"{len(problem.locked)} 个项目的位置被锁定，{len(problem.forbidden)} 个去处被排除；"
            "联盟单独行动时不受其约束。",
            f"{len(problem.locked)} placements are locked and {len(problem.forbidden)} forbidden; "
            "a coalition that acts alone is not bound by them.",
            conditions,
        )
    if siting.gap > 0:
        yield Limit(
            "siting.gap",
            f"布局还没有证到最优就停下，距已证上界 {siting.gap:.2%}。",
            f"Siting stopped before it was proven optimal, {siting.gap:.2%} below the proven "
            "bound.",
            None,
        )


def _sharing_limits(sharing: Sharing) -> Iterator[Limit]:
    open_gaps = sum(coalition.gap > 0 for coalition in sharing.coalitions)
    if open_gaps:
        yield Limit(
            "sharing.gap",
            f"{open_gaps} 个联盟的价值未证到最优，误差已带入核的判断。",
            f"The values of {open_gaps} coalitions are not proven optimal; the gap is carried "
            "into the core test.",
            open_gaps,
        )
    yield Limit(
        "sharing.promise",
        "分成是期望值：按各项目成功概率计算，逐年实际以结算为准。",
        "Shares are expectations over the projects' success probabilities; actual years are "
        "settled as they arise.",
        None,
    )
