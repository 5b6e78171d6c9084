"""From a project to a space: its needs as a search, the adopted placement first, what is held."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.plans.models import Placement
from shigu.plans.queries import of_project
from shigu.projects.models import KeptFor, Project
from shigu.projects.needs import search_address
from shigu.registry.views import Panel
from shigu.territory.models import Occupancy
from shigu.territory.queries import holding
from shigu.territory.standing import standing


def panel(request: ActorRequest, project: Project) -> Panel:
    """The section "find a space" of a project's page."""
    adopted = _adopted(request, project)
    context = {
        "adopted": adopted,
        "reserve": _reserving(adopted) if adopted else "",
        "kept": _kept(request, project),
        "held": _held(request, project),
    }
    return Panel(
        _("找空间"), "web/space_panel.html", context, Link(_("按需求查找"), search_address(project))
    )


def _adopted(request: ActorRequest, project: Project) -> Placement | None:
    """Where the plan in force puts the project."""
    rows = of_project(request.actor, project)
    force = (row for row in rows if row.plan.adopted_at and not row.plan.superseded_at)
    return next(force, None)


def _reserving(adopted: Placement) -> str:
    address = reverse("territory:reserve", args=[adopted.space.code])
    return f"{address}?{urlencode({'placement': adopted.pk})}"


def _kept(request: ActorRequest, project: Project) -> list[tuple[KeptFor, tuple[str, str]]]:
    """What is or was kept for the project, the newest first, with how it stands."""
    rows = KeptFor.objects.visible_to(request.actor).filter(project=project)
    rows = rows.select_related("reservation__space", "host").order_by("-reservation__made_on")
    today = timezone.localdate()
    return [(row, standing(row.reservation, today)) for row in rows]


def _held(request: ActorRequest, project: Project) -> list[Occupancy]:
    if project.organisation_id is None:
        return []
    rows = Occupancy.objects.visible_to(request.actor).filter(holding(timezone.localdate()))
    return list(rows.filter(organisation=project.organisation_id).select_related("space"))
