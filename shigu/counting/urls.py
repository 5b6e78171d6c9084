"""Addresses of the statistics of projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.counting.views import rules, tables, telling

app_name = "counting"
urlpatterns = [
    path("", login_required(tables.Monthly.as_view()), name="monthly"),
    path("ranking/", login_required(tables.Ranking.as_view()), name="ranking"),
    path("counted/", login_required(tables.CountedRows.as_view()), name="counted"),
    path("left-out/", login_required(tables.LeftOut.as_view()), name="left_out"),
    path("rules/", login_required(rules.rules), name="rules"),
    path("of/<uuid:project>/", login_required(telling.telling), name="telling"),
    path("events/<uuid:key>/cancel/", login_required(telling.cancel), name="cancel"),
]
