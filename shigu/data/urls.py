"""Addresses of the data pages."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from shigu.data.views import imports, lists, tables


class KindConverter(StringConverter):
    """The kinds of file that tables are given in."""

    regex = "xlsx|csv"


register_converter(KindConverter, "sheetkind")
app_name = "data"
urlpatterns = [
    path("", lists.Overview.as_view(), name="overview"),
    path("sources/", lists.Sources.as_view(), name="sources"),
    path("quality/", lists.Quality.as_view(), name="quality"),
    path("pack.zip", tables.pack, name="pack"),
    path("tables/", tables.tables, name="tables"),
    path("tables/<slug:name>/", tables.table, name="table"),
    path("tables/<slug:name>/blank.<sheetkind:kind>", tables.blank, name="blank"),
    path("tables/<slug:name>/rows.<sheetkind:kind>", tables.contents, name="contents"),
    path("imports/<uuid:key>/", imports.ImportPage.as_view(), name="import"),
    path("imports/<uuid:key>/progress/", imports.how_far, name="how_far"),
    path("imports/<uuid:key>/confirm/", imports.confirm, name="confirm"),
    path("imports/<uuid:key>/cancel/", imports.cancel, name="cancel"),
]
