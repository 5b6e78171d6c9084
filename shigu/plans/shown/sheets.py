"""The tables of a plan as sheets: the rows in sight, figures as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.plans.models import Plan
from shigu.plans.shown import places, sections
from shigu.plans.shown.front import front_shown
from shigu.plans.shown.searching import gap_of
from shigu.plans.shown.words import Json, Names

Sheet = tuple[list[str], list[Sequence[Any]]]
"""Header and rows."""
OF_DOCUMENT = ("missing", "bring", "firm", "front")
PARTS = (*OF_DOCUMENT, "left", "search")


def sheet(actor: Actor, plan: Plan, part: str, full: Json | None, outline: Json | None) -> Sheet:
    """One table of a plan, made of what the reader may read of it.

    Raises:
        LookupError: the plan has no such table, or not for this reader.
    """
    document = full or outline
    if part == "left":
        return _left(actor, plan, full)
    if part == "search":
        return _search(plan)
    if part not in OF_DOCUMENT or document is None:
        raise LookupError(part)
    return SHEETS[part](document, Names(document["index"]))


def _missing(document: Json, names: Names) -> Sheet:
    header = [
        *(_("环节"), _("编号"), _("状态"), _("关键"), _("排进前三的概率")),
        *(_("可依托的实验室"), _("为什么")),
    ]
    rows = sections.gaps(document, names)
    return header, [
        (g.name, g.link, g.status, g.critical, g.first_three, g.laboratories, g.why) for g in rows
    ]


def _bring(document: Json, names: Names) -> Sheet:
    header = [_("企业"), _("可补缺口"), _("匹配得分"), _("由谁引荐"), _("为什么")]
    rows = sections.candidates(document, names)
    return header, [(c.organisation, c.link, c.score, c.through, c.why) for c in rows]


def _firm(document: Json, _names: Names) -> Sheet:
    header = [
        *(_("假如"), _("最低（元）"), _("方案（元）"), _("最高（元）")),
        *(_("落位不变"), _("仍无人愿退出")),
    ]
    swings = zip(document["sensitivity"], sections.swings(document), strict=True)
    return header, [
        (row.question, *each["objective_yuan"], row.kept, row.stable) for each, row in swings
    ]


def _front(document: Json, names: Names) -> Sheet:
    """Raises:
    LookupError: the plan was not asked with scores, or not for this reader.
    """
    front = document.get("siting", {}).get("front")
    shown = front_shown(document, names) if front else None
    if shown is None:
        raise LookupError("front")
    header = [
        *(_("第几个"), _("价值（元）"), _("评分"), _("本方案"), _("拐点")),
        *(_("变动"), _("离已证上界")),
    ]
    return header, [
        (
            row.number,
            point["money_yuan"],
            row.score,
            row.chosen,
            row.knee,
            "；".join(row.moves),
            row.gap,
        )
        for row, point in zip(shown.rows, front["points"], strict=True)
    ]


def _left(actor: Actor, plan: Plan, full: Json | None) -> Sheet:
    header = [
        *(_("项目"), _("首报区县"), _("价值（元）"), _("什么卡住了")),
        *(_("强行落位的代价（元）"), _("只差一项的空间")),
    ]
    return header, [
        (
            str(row.left.project),
            row.left.district.name,
            row.left.value_yuan,
            "；".join(row.binding),
            row.left.cost_yuan,
            "；".join(row.near),
        )
        for row in places.left_rows(actor, plan, full)
    ]


def _search(plan: Plan) -> Sheet:
    """Of a plan that one sees: value and bound are sums over all projects.

    Raises:
        LookupError: the plan was computed before logs were kept.
    """
    if not plan.improvements:
        raise LookupError("search")
    header = [_("秒"), _("目前最好的方案（元）"), _("已证上界（元）"), _("相差")]
    return header, [
        (seconds, value, bound, gap_of(value, bound)) for seconds, value, bound in plan.improvements
    ]


SHEETS = {"missing": _missing, "bring": _bring, "firm": _firm, "front": _front}
