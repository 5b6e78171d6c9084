"""Addresses of the territory. ``web`` composes the page on which a space is reserved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from shigu.territory.views import (
    holding,
    lists,
    places,
    pooling,
    reserving,
    search,
    space,
    terms,
)

app_name = "territory"


def addresses(
    reserve: Callable[..., Any] = reserving.reserve_page, panels: space.PanelsOf | None = None
) -> list[URLPattern]:
    """Every address; ``reserve`` is the page that keeps a space, for whom it may be kept.

    ``panels`` are the sections that apps above put on the page of a space.
    """
    extra = {"panels": panels} if panels else {}
    return [
        path("", places.territory_map, name="map"),
        path("zones/", lists.ZoneList.as_view(), name="zones"),
        path("zones/<str:code>/", places.zone_page, name="zone"),
        path("spaces/", lists.SpaceList.as_view(), name="spaces"),
        path("spaces/<str:code>/", space.space_page, extra, name="space"),
        path("spaces/<str:code>/edit/", space.edit, name="edit"),
        path("spaces/<str:code>/terms/", terms.edit_terms, name="edit_terms"),
        path("spaces/<str:code>/occupy/", holding.occupy_page, name="occupy"),
        path("spaces/<str:code>/reserve/", reserve, name="reserve"),
        path("holdings/<int:pk>/release/", holding.release_page, name="release"),
        path("reservations/", reserving.ReservationList.as_view(), name="reservations"),
        path("reservations/<uuid:key>/", reserving.reservation_page, name="reservation"),
        path("reservations/<uuid:key>/<str:how>/", reserving.act_page, name="reservation_act"),
        path("pools/", lists.PoolList.as_view(), name="pools"),
        path("pools/new/", pooling.new_pool, name="new_pool"),
        path("pools/<str:code>/", pooling.pool_page, name="pool"),
        path("pools/<str:code>/edit/", pooling.edit_pool, name="edit_pool"),
        path("pools/<str:code>/entitle/", pooling.entitle, name="entitle"),
        path(
            "pools/<str:code>/parts/<str:part>/end/",
            pooling.end_entitlement,
            name="end_entitlement",
        ),
        path("search/", search.search_page, name="search"),
    ]


urlpatterns = addresses()
