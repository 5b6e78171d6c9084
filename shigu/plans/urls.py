"""Addresses of the plans."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.plans import views

app_name = "plans"
urlpatterns = [
    path("", login_required(views.PlanList.as_view()), name="list"),
    path("new/", login_required(views.ask), name="ask"),
    path("compare/", login_required(views.comparison), name="compare"),
    path("projects/<uuid:key>/", login_required(views.of_project), name="of_project"),
    path(
        "placements/<uuid:key>/lock/",
        login_required(views.ask_again),
        {"kind": "lock"},
        name="lock",
    ),
    path(
        "placements/<uuid:key>/forbid/",
        login_required(views.ask_again),
        {"kind": "forbid"},
        name="forbid",
    ),
    path("<uuid:key>/", login_required(views.plan), name="plan"),
    path("<uuid:key>/progress/", login_required(views.progress), name="progress"),
    path("<uuid:key>/cancel/", login_required(views.cancel), name="cancel"),
    path("<uuid:key>/prices/", login_required(views.PriceList.as_view()), name="prices"),
    path("<uuid:key>/what-if/", login_required(views.what_if), name="what_if"),
    path("<uuid:key>/variants/", login_required(views.variants), name="variants"),
    path("<uuid:key>/why/<uuid:project>/", login_required(views.why_not), name="why_not"),
    path("<uuid:key>/replan/", login_required(views.replan), name="replan"),
    path("<uuid:key>/hasten/", login_required(views.hasten), name="hasten"),
    path("<uuid:key>/adopt/", login_required(views.adopt), name="adopt"),
    path("<uuid:key>/plan.html", login_required(views.report), name="report"),
    path("<uuid:key>/plan.json", login_required(views.document), name="document"),
    path("<uuid:key>/placements.<str:kind>", login_required(views.placements), name="placements"),
    path("<uuid:key>/<str:part>.<str:kind>", login_required(views.table), name="table"),
]
