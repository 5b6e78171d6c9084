"""Partnerships together with the sentences that they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from shigu.cooperation.models import Partnership
from shigu.cooperation.urls import addresses
from shigu.districts.middleware import ActorRequest
from shigu.registry.views import Panel
from shigu.review.models import Kind
from shigu.review.views import panels as review

app_name = "cooperation"


def panels(request: ActorRequest, row: Partnership) -> Iterable[Panel]:
    """What news said of it."""
    yield from review.panel(request, Kind.PARTNERSHIP, [row.code])


urlpatterns = addresses(panels)
