"""The territory together with the projects that spaces are kept for, and what news said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest

from shigu.districts.middleware import ActorRequest
from shigu.registry.views import Panel
from shigu.review.models import Kind
from shigu.review.views import panels as review
from shigu.territory.models import Space
from shigu.territory.urls import addresses
from shigu.web.reserving import reserve_page

app_name = "territory"


def panels(request: HttpRequest, space: Space) -> Iterable[Panel]:
    """The sentences that facts of the space rest on."""
    yield from review.panel(cast("ActorRequest", request), Kind.SPACE, [space.code])


urlpatterns = addresses(reserve_page, panels)
