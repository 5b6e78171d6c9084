"""What the chain adds to the page of an organisation."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.chain import queries
from shigu.chain.models import CandidateFinding, Capability, Position
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.registry.models import Organisation
from shigu.registry.views import Panel


def organisation_panels(request: ActorRequest, row: Organisation) -> Iterable[Panel]:
    """Where the organisation stands, what it can research, which gaps it could close."""
    actor = request.actor
    done = queries.course(actor, queries.current_chain(actor)).done
    brought = CandidateFinding.objects.visible_to(actor).filter(assessment=done, organisation=row)
    standing = Position.objects.visible_to(actor).filter(organisation=row)
    able = Capability.objects.visible_to(actor).filter(organisation=row)
    context = {
        "positions": standing.select_related("link__parent").order_by("verdict", "-share"),
        "capabilities": able.select_related("link").order_by("link__code", "kind"),
        "candidates": brought.select_related("link").order_by("place") if done else (),
    }
    link = Link(_("看全链"), reverse("chain:graph"))
    return (Panel(_("在产业链上"), "chain/organisation.html", context, link),)
