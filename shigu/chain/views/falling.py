"""What the page of a link says of its fall, of a second source and of its sectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shigu.chain.models import Link, Sector
from shigu.chain.stressed import Named, Names, parts
from shigu.chain.views.frame import Frame
from shigu.face.pieces import Figure, Why


@dataclass(frozen=True, slots=True)
class Standstill:
    """An application that stops with the link, since when and until when in days."""

    application: Named
    since: float
    until: float | None


@dataclass(frozen=True, slots=True)
class Falling:
    """``loss`` and ``bare`` are parts of all applications; ``worth`` of a second source."""

    loss: float
    bare: float
    standstills: tuple[Standstill, ...]
    worth: float
    worth_places: float


def falling(frame: Frame, row: Link) -> dict[str, Any]:
    """``falling``, ``sectors`` and their figures, as far as they were computed."""
    found = parts(frame.assessment, "stress", "input_output")
    return {
        "falling": _falling(frame, row, found["stress"]) if "stress" in found else None,
        **_sectors(frame, row, found.get("input_output") or {}),
    }


def _falling(frame: Frame, row: Link, stress: dict[str, Any]) -> Falling:
    """A link that stops nothing is not among the failures: its losses are none."""
    alone = [one for one in stress["single"] if one["kind"] == "link" and one["ids"] == [row.code]]
    still = [one for one in stress["standstills"] if one["link"] == row.code]
    second = [one for one in stress["second_sources"] if one["link"] == row.code]
    names = Names(frame.actor, (one["application"] for one in still), models=(Link,))
    return Falling(
        alone[0]["loss"] if alone else 0.0,
        alone[0]["loss_without_substitutes"] if alone else 0.0,
        tuple(
            Standstill(names(one["application"]), one["since_days"], one["until_days"])
            for one in still
        ),
        second[0]["worth"] if second else 0.0,
        second[0]["worth_places"] if second else 0.0,
    )


def _sectors(frame: Frame, row: Link, flows: dict[str, Any]) -> dict[str, Any]:
    found = next((one for one in flows.get("links", ()) if one["link"] == row.code), None)
    if found is None:
        return {"sectors": (), "flows": ()}
    rows = Sector.objects.visible_to(frame.actor).filter(code__in=found["sectors"])
    named = sorted(
        ((sector, found["sectors"][sector.code]) for sector in rows), key=lambda pair: -pair[1]
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
