"""Addresses of the files of projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.dossier import views

app_name = "dossier"
urlpatterns = [
    path("", login_required(views.ProfileList.as_view()), name="list"),
    path("of/<uuid:key>/<str:kind>/", login_required(views.write), name="write"),
    path("<str:kind>/<uuid:key>/", login_required(views.revise), name="revise"),
    path("<str:kind>/<uuid:key>/file/", login_required(views.paper), name="paper"),
]
