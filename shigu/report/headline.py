"""The plan in one computed sentence."""

from __future__ import annotations

from collections.abc import Iterable

from shigu.report.bilingual import Text, plural, say
from shigu.report.names import Json, Names, listed_players
from shigu.report.numbers import money

YUAN_OF_DOUBT = 1.0


def headline(plan: Json, names: Names) -> Text:
    """What is missing, what can be closed within, what found its place, what cooperation earns."""
    return _missing(plan) + _placed(plan) + _earned(plan) + _stable(plan, names)


def critical_gaps(plan: Json) -> tuple[Json, ...]:
    """Blank or weak links among those that most hangs on, in order of priority."""
    critical = {link["id"] for link in plan["chain"]["links"] if link["critical"]}
    return tuple(gap for gap in plan["chain"]["gaps"] if gap["link"] in critical)


def closable(gaps: Iterable[Json]) -> tuple[Json, ...]:
    """Those for which a laboratory within reach already works on the link."""
    return tuple(gap for gap in gaps if gap["laboratories"])


def leavers(plan: Json, rule: str = "nucleolus") -> tuple[Json, ...]:
    """Coalitions that would gain by leaving under a rule, the greatest gain first."""
    gaining = [e for e in plan["sharing"]["excess"] if e[rule] > YUAN_OF_DOUBT]
    return tuple(sorted(gaining, key=lambda e: -e[rule]))


def grounds(plan: Json) -> Text | None:
    """What the places and the money rest on, where that is not fact."""
    invented = {
        table: sum(entry["status"] == "illustrative" for entry in plan["index"][table].values())
        for table in ("projects", "spaces", "pools")
    }
    if not any(invented.values()):
        return None
    return say(
        "落位与金额依据的项目中有 {projects} 个、空间中有 {spaces} 处、要素池中有 {pools} 个"
        "是示例：数字演示方法，不是预测。",
        "Of what the places and the money rest on, {projects} projects, {spaces} spaces "
        "and {pools} pools are illustrative: the figures show the method and are no forecast.",
        **invented,
    )


def _missing(plan: Json) -> Text:
    gaps = critical_gaps(plan)
    if not gaps:
        return Text("关键环节没有缺口；", "No critical link is missing; ")
    within = len(closable(gaps))
    return say(
        "缺 {n} 个关键环节，其中 {within} 个有本地实验室可依托；",
        "{n} critical {links} missing, {within} of them with a laboratory at hand; ",
        n=len(gaps),
        within=within,
        links=plural(len(gaps), "link is", "links are"),
    )


def _placed(plan: Json) -> Text:
    placed = len(plan["siting"]["placements"])
    every = placed + len(plan["siting"]["unplaced"])
    if not every:
        return Text("没有待落位的项目；", "no project waits for a place; ")
    return say(
        "{every} 个项目中 {placed} 个有了位置；",
        "{placed} of {every} projects have a place; ",
        every=every,
        placed=placed,
    )


def _earned(plan: Json) -> Text:
    return say(
        "合作净增 {surplus}，",
        "cooperation earns {surplus}, ",
        surplus=money(plan["sharing"]["surplus_yuan"]),
    )


def _stable(plan: Json, names: Names) -> Text:
    gaining = leavers(plan)
    if gaining:
        return say(
            "但{who}退出可多得 {gain}。",
            "but {who} would gain {gain} by leaving.",
            who=listed_players(names, gaining[0]["members"]),
            gain=money(gaining[0]["nucleolus"]),
        )
    if plan["sharing"]["core_empty"] is None:
        return Text(
            "是否有区县会因退出而得益，以现有精度尚不能断定。",
            "and the precision reached leaves open whether any player would gain by leaving.",
        )
    return Text("没有一方会因退出而得益。", "and no player would gain by leaving.")
