"""Where the cluster, a district or a zone could go next, as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.chain.models import Link
from shigu.chain.said import Json, rounded, told
from shigu.chain.views.frame import Frame, frame_of, trail
from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.face.pieces import Empty


@dataclass(frozen=True, slots=True)
class Area:
    """A place to choose: its name and what the assessment found for it."""

    code: str
    name: str
    found: Json


@dataclass(frozen=True, slots=True)
class Step:
    """A link that the area does not have."""

    link: Link
    density: float
    complexity: float
    demand: float
    first: bool


@require_GET
def frontier(request: HttpRequest) -> HttpResponse:
    """The frontier of one area (``?area=``), the whole cluster's where none is asked for."""
    frame = frame_of(request)
    areas = areas_of(frame)
    chosen = next((one for one in areas if one.code == request.GET.get("area")), None)
    area = chosen or next(iter(areas), None)
    steps = steps_of(frame, area.found) if area else []
    context = frame.context("chain:frontier") | {
        "breadcrumbs": trail((_("发展方向"), "")),
        "areas": areas,
        "area": area,
        "steps": steps,
        "drawn": drawn(steps),
        "answer": answer(frame, area, steps),
        "nothing": _nothing(area),
    }
    return render(request, "chain/frontier.html", context)


def areas_of(frame: Frame) -> list[Area]:
    """The cluster, its districts, then zones, as far as the reader may see them."""
    kept = frame.assessment.indicators if frame.assessment else None
    found: Sequence[Json] = kept["frontiers"] if kept else ()
    names = {"cluster": _("整个集群")} | _names(frame.actor, [one["area"] for one in found])
    return [Area(one["area"], names[one["area"]], one) for one in found if one["area"] in names]


def _names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:
    zones = Zone.objects.visible_to(actor).filter(code__in=codes)
    districts = District.objects.visible_to(actor).filter(code__in=codes)
    return {row.code: row.name for row in (*zones, *districts)}


def steps_of(frame: Frame, found: Json) -> list[Step]:
    """Links of the frontier first, then by relatedness, as the engine ordered them."""
    points: Sequence[Mapping[str, Any]] = found["points"]
    links = Link.objects.visible_to(frame.actor).filter(
        chain=frame.chain, code__in=[point["link"] for point in points]
    )
    by_code = {link.code: link for link in links.select_related("parent")}
    return [
        Step(
            by_code[point["link"]],
            point["density"],
            point["complexity"],
            point["demand"],
            point["on_frontier"],
        )
        for point in points
        if point["link"] in by_code
    ]


def drawn(steps: Sequence[Step]) -> dict[str, Any] | None:
    """Relatedness against complexity; those on the frontier stand out."""
    if not steps:
        return None
    return {
        "columns": [_("环节"), _("关联密度（%）"), _("复杂度")],
        "rows": [
            [
                step.link.name,
                round(100 * step.density, 1),
                round(step.complexity, 2),
                step.first,
                step.link.get_absolute_url(),
            ]
            for step in steps
        ],
        "joined": False,
    }


def answer(frame: Frame, area: Area | None, steps: Sequence[Step]) -> str:
    """How many links it has, and what lies on its frontier."""
    if frame.assessment is None or area is None:
        return _("还没有评估，发展方向尚不知道。")
    if not steps:
        return told(area.found["why"]) if area.found["why"] else _("没有可比较的新环节。")
    first = [step for step in steps if step.first]
    words = _(
        "%(area)s已有 %(have)d 个环节；%(n)d 个新环节在前沿上，"
        "离现有优势最近的是%(name)s（%(density)s）。"
    )
    return words % {
        "area": area.name,
        "have": len(area.found["has"]),
        "n": len(first),
        "name": first[0].link.name,
        "density": rounded(first[0].density),
    }


def _nothing(area: Area | None) -> Empty | None:
    if area is None:
        return Empty(_("这次评估没有算发展方向"), _("重新计算一次即可。"))
    why = area.found["why"]
    return Empty(_("%s还没有可以比较的环节") % area.name, told(why) if why else "")
