"""From a project to a space: its needs as a search, the adopted placement first, what is held."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.plans.models import Placement
from shigu.plans.queries import of_project
from shigu.projects.models import Project
from shigu.registry.views import Panel
from shigu.territory.models import Occupancy
from shigu.territory.queries import holding

SAME = (
    *("land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva", "water_t_day"),
    *("drainage_t_day", "clean_class", "hazard_class", "earliest", "latest"),
)


def panel(request: ActorRequest, project: Project) -> Panel:
    """The section "find a space" of a project's page."""
    adopted = _adopted(request, project)
    context = {
        "adopted": adopted,
        "reserve": _reserving(adopted) if adopted else "",
        "held": _held(request, project),
    }
    return Panel(
        _("找空间"), "web/space_panel.html", context, Link(_("按需求查找"), search_address(project))
    )


def search_address(project: Project) -> str:
    """The search of spaces, filled in with what the project needs."""
    asked: dict[str, Any] = {
        name: value for name in SAME if (value := getattr(project, name)) not in (None, "")
    }
    if project.gbt4754:
        asked["code"] = project.gbt4754
    if project.needs_exhaust:
        asked["needs_exhaust"] = "on"
    pairs = [(name, _plain(value)) for name, value in asked.items()]
    pairs += [("districts", code) for code in project.districts_allowed]
    return f"{reverse('territory:search')}?{urlencode(pairs)}"


def _plain(value: Any) -> str:
    text = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _adopted(request: ActorRequest, project: Project) -> Placement | None:
    """Where the plan in force puts the project."""
    rows = of_project(request.actor, project)
    force = (row for row in rows if row.plan.adopted_at and not row.plan.superseded_at)
    return next(force, None)


def _reserving(adopted: Placement) -> str:
    given = {"start": adopted.start.isoformat(), "area": f"{adopted.area_m2:g}"}
    return f"{reverse('territory:reserve', args=[adopted.space.code])}?{urlencode(given)}"


def _held(request: ActorRequest, project: Project) -> list[Occupancy]:
    if project.organisation_id is None:
        return []
    rows = Occupancy.objects.visible_to(request.actor).filter(holding(timezone.localdate()))
    return list(rows.filter(organisation=project.organisation_id).select_related("space"))
