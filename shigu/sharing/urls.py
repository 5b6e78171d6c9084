"""Addresses of agreements; the pages of a plan's division are composed above, in ``web``."""

from __future__ import annotations

from django.urls import path

from shigu.sharing.views.agreements import Agreements, agreement

app_name = "sharing"
urlpatterns = [
    path("agreements/", Agreements.as_view(), name="agreements"),
    path("agreements/<uuid:key>/", agreement, name="agreement"),
]
