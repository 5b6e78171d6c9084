"""Addresses of the yearly assessment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from shigu.engine.grading.schemes import texts
from shigu.grading.views import lists, sheet
from shigu.grading.views.unit import unit


class SchemeConverter(SlugConverter):
    """The schemes that are shipped."""

    regex = "|".join(texts())


register_converter(SchemeConverter, "scheme")
app_name = "grading"
urlpatterns = [
    path("", login_required(lists.Sheets.as_view()), name="list"),
    path("new/", login_required(lists.new), name="new"),
    path("blank/<scheme:scheme>.xlsx", login_required(lists.blank), name="blank"),
    path("<uuid:key>/", login_required(sheet.SheetPage.as_view()), name="sheet"),
    path("<uuid:key>/keep/", login_required(sheet.keep), name="keep"),
    path("<uuid:key>/discard/", login_required(sheet.discard), name="discard"),
    path("<uuid:key>/units/<str:unit>/", login_required(unit), name="unit"),
]
