"""Addresses of the territory."""

from __future__ import annotations

from django.urls import path

from shigu.territory.views import holding, lists, places, search, space

app_name = "territory"
urlpatterns = [
    path("", places.territory_map, name="map"),
    path("zones/", lists.ZoneList.as_view(), name="zones"),
    path("zones/<str:code>/", places.zone_page, name="zone"),
    path("spaces/", lists.SpaceList.as_view(), name="spaces"),
    path("spaces/<str:code>/", space.space_page, name="space"),
    path("spaces/<str:code>/edit/", space.edit, name="edit"),
    path("spaces/<str:code>/occupy/", holding.occupy_page, name="occupy"),
    path("spaces/<str:code>/reserve/", holding.reserve_page, name="reserve"),
    path("holdings/<int:pk>/confirm/", holding.confirm_page, name="confirm"),
    path("holdings/<int:pk>/release/", holding.release_page, name="release"),
    path("pools/", lists.PoolList.as_view(), name="pools"),
    path("search/", search.search_page, name="search"),
]
