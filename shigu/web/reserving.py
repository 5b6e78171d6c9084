"""Keeping a space for a project: filled in with what it needs, or with where the plan puts it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from shigu.districts.middleware import actor_of
from shigu.plans.models import Placement
from shigu.projects.actions import Whom, keep_for
from shigu.projects.models import Project
from shigu.territory import actions
from shigu.territory.models import Pool, Reservation
from shigu.territory.views.reserving import reserving_page

NEEDS = {
    Pool.Resource.LAND: "land_mu",
    Pool.Resource.POWER: "power_kva",
    Pool.Resource.ENERGY: "energy_tce",
    Pool.Resource.EMISSION: "emission_t",
    Pool.Resource.WASTE_WATER: "drainage_t_day",
}
"""What of a project draws on pools of each resource."""
Keep = Callable[..., Reservation]


def reserve_page(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a reservation: ``?project=`` or ``?placement=`` say for whom."""
    project, placement = _asked(request, "project"), _asked(request, "placement")
    if placement is not None:
        return reserving_page(request, code, *_of_placement(request, placement))
    if project is not None:
        return reserving_page(request, code, *_of_project(request, project))
    return reserving_page(request, code, {}, {}, actions.reserve)


def _of_project(request: HttpRequest, key: UUID) -> tuple[dict[str, Any], dict[str, Any], Keep]:
    rows = Project.objects.visible_to(actor_of(request)).select_related("organisation")
    row = get_object_or_404(rows, pk=key)
    initial: dict[str, Any] = {"organisation": row.organisation and row.organisation.name_zh}
    if row.earliest and row.earliest > timezone.localdate():
        initial["start"] = row.earliest
    if area := row.land_mu or row.floor_area_m2:
        initial["area"] = area
    return initial, needs(row), partial(_keep, Whom.of(row))


def _of_placement(request: HttpRequest, key: UUID) -> tuple[dict[str, Any], dict[str, Any], Keep]:
    """The host sees of a placement of another's project where it goes, and no more."""
    row = get_object_or_404(Placement.objects.visible_to(actor_of(request)), pk=key)
    own = Project.objects.visible_to(actor_of(request)).filter(pk=row.project_id).first()
    initial = {"start": row.start, "area": Decimal(str(row.area_m2)), "basis": "plan"}
    whom = Whom(row.project_id, row.district_id, row.name_zh)
    return initial, {} if own is None else needs(own), partial(_keep, whom)


def needs(project: Project) -> dict[str, Any]:
    """What the project draws on pools, by resource."""
    return {resource: getattr(project, name) for resource, name in NEEDS.items()}


def _keep(whom: Whom, actor: Any, space: Any, **terms: Any) -> Reservation:
    return keep_for(actor, whom, space, **terms)


def _asked(request: HttpRequest, name: str) -> UUID | None:
    """The key in the address.

    Raises:
        Http404: it is none.
    """
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError as error:
        raise Http404 from error
