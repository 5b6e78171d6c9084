"""Addresses of promises."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.commitments.views import editing, listing, promise

app_name = "commitments"
urlpatterns = [
    path("", login_required(listing.CommitmentList.as_view()), name="list"),
    path("ranking/", login_required(listing.Ranking.as_view()), name="ranking"),
    path("of/<uuid:project>/new/", login_required(editing.new), name="new"),
    path("<uuid:key>/", login_required(promise.commitment), name="commitment"),
    path("<uuid:key>/edit/", login_required(editing.revise), name="revise"),
    path("<uuid:key>/prove/", login_required(promise.prove), name="prove"),
    path("<uuid:key>/remedy/", login_required(promise.remedy), name="remedy"),
    path("evidence/<uuid:key>/withdraw/", login_required(promise.withdraw), name="withdraw"),
    path("documents/<uuid:key>/", login_required(promise.document), name="document"),
]
