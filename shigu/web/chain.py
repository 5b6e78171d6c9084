"""The chain together with the projects that stand at a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.chain.models import Link, Position
from shigu.chain.urls import addresses
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link as Way
from shigu.projects.queries import listed
from shigu.registry.views import Panel
from shigu.review.closing import filled as landed
from shigu.review.models import Kind
from shigu.review.views import closings
from shigu.review.views import panels as review

app_name = "chain"
SHOWN = 20


def panels(request: HttpRequest, link: Link) -> Iterable[Panel]:
    """The projects of a link or of a segment's links, what closed its gap, what news said."""
    actor = cast("ActorRequest", request).actor
    rows = listed(actor).filter(Q(link=link) | Q(link__parent=link)).order_by("-stage", "code")
    found = list(rows[: SHOWN + 1])
    way = None
    if found and link.parent_id is not None:
        address = f"{reverse('projects:list')}?{urlencode({'link': link.code})}"
        way = Way(_("在项目表中看"), address)
    told = {"projects": found[:SHOWN], "more": len(found) > SHOWN}
    yield from closings.panel(request, link)
    yield Panel(_("相关项目"), "web/projects_panel.html", told, way)
    standing = Position.objects.visible_to(actor).filter(link=link).values_list("code", flat=True)
    asking = cast("ActorRequest", request)
    yield from review.panel(asking, Kind.POSITION, list(standing))


def filled(request: HttpRequest) -> Mapping[int, Way]:
    """The gaps that an accepted landing fills, each with the way to its sentence."""
    found = landed(cast("ActorRequest", request).actor)
    return {
        key: Way(each.proposal.subject, each.proposal.get_absolute_url())
        for key, each in found.items()
    }


urlpatterns = addresses(panels, filled)
