"""Addresses of the register; ``web`` gives them what the apps above know."""

from __future__ import annotations

from django.urls import URLPattern, path

from shigu.registry.filters import OrganisationFilter
from shigu.registry.views import (
    DoubleList,
    FirmList,
    MergeList,
    Named,
    OrganisationList,
    PanelsOf,
    close,
    decide,
    edit,
    find,
    hear,
    matrix,
    note,
    organisation,
    pair,
    register,
    take,
    undo,
    unhear,
)

app_name = "registry"


def addresses(
    filterset: type[OrganisationFilter] = OrganisationFilter,
    panels: PanelsOf | None = None,
    links: Named = lambda _request: {},
) -> list[URLPattern]:
    """The pages, with further filters on the list, further sections on profiles, and links."""
    extra = {"panels": panels} if panels else {}
    loaded = FirmList.as_view(links=staticmethod(links))
    shown = OrganisationList.as_view(filterset_class=filterset)
    return [
        path("organisations/", shown, name="organisations"),
        path("organisations/new/", register, name="register"),
        path("organisations/<int:key>/", organisation, extra, name="organisation"),
        path("organisations/<int:key>/edit/", edit, name="edit"),
        path("organisations/<int:key>/signals/new/", hear, name="hear"),
        path("signals/<int:key>/withdraw/", unhear, name="unhear"),
        path("organisations/<int:key>/names/new/", note, {"what": "name"}, name="note-name"),
        path("organisations/<int:key>/codes/new/", note, {"what": "code"}, name="note-code"),
        path("names/<int:key>/", close, {"what": "name"}, name="close-name"),
        path("codes/<int:key>/", close, {"what": "code"}, name="close-code"),
        path("firms/", loaded, name="firms"),
        path("firms/take/", take, name="take"),
        path("links/", matrix, {"links": links}, name="matrix"),
        path("doubles/", DoubleList.as_view(), name="doubles"),
        path("doubles/find/", find, name="find"),
        path("doubles/<int:key>/", pair, name="pair"),
        path("doubles/<int:key>/decide/", decide, name="decide"),
        path("merges/", MergeList.as_view(), name="merges"),
        path("merges/<int:key>/undo/", undo, name="undo"),
    ]


urlpatterns = addresses()
