"""A link as the mixture of its sectors in the national table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from shigu.chain.models import Link, LinkSector
from shigu.chain.views.frame import Frame
from shigu.face.pieces import Figure, Why


def sectors(frame: Frame, row: Link, flows: dict[str, Any]) -> dict[str, Any]:
    """The sectors of the link with their shares, and its figures."""
    found = next((one for one in flows.get("links", ()) if one["link"] == row.code), None)
    if found is None:
        return {"sectors": (), "flows": ()}
    rows = LinkSector.objects.visible_to(frame.actor).filter(
        link=row, sector__code__in=found["sectors"]
    )
    named = sorted(
        ((one, found["sectors"][one.sector.code]) for one in rows.select_related("sector")),
        key=lambda pair: -pair[1],
    )
    return {"sectors": named, "flows": _figures(found), "flows_year": flows["year"]}


def _figures(found: dict[str, Any]) -> tuple[Figure, ...]:
    mean = _("全部部门平均为 1；环节按所属部门的份额混合。")
    return (
        Figure(
            _("影响力"),
            f"{found['backward']:.2f}",
            why=Why(mean, formula=_("列昂惕夫逆的列和 ÷ 各部门平均")),
        ),
        Figure(
            _("感应度"),
            f"{found['forward']:.2f}",
            why=Why(mean, formula=_("高希逆的行和 ÷ 各部门平均")),
        ),
        Figure(
            _("产出乘数"),
            f"{found['output_multiplier']:.2f}",
            why=Why(_("每 1 元最终需求在国内各部门带动的总产出，不含居民消费。")),
        ),
        Figure(
            _("增加值乘数"),
            f"{found['value_added_multiplier']:.2f}",
            note=_("进口 %s") % f"{found['import_multiplier']:.2f}",
            why=Why(_("每 1 元最终需求中成为国内增加值的部分，其余为进口。")),
        ),
    )
