"""What the pages of one plan have in common."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.plans.models import Plan


def seen(request: ActorRequest, key: UUID) -> Plan:
    """The plan, 404 for who may not see it."""
    rows = Plan.objects.visible_to(request.actor)
    rows = rows.select_related("district", "requested_by", "adopted_by", "follows")
    return get_object_or_404(rows, pk=key)


def trail(name: str, url: str = "") -> tuple[Link, ...]:
    """Breadcrumbs down to a page of plans."""
    return (Link(_("方案"), reverse("plans:list")), Link(name, url))


def called(plan: Plan) -> str:
    """A plan by the moment it was asked for."""
    return _("%s 的方案") % plan
