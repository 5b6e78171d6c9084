"""Addresses of projects; ``web`` gives them what the apps above know."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from shigu.projects import stepping, views

app_name = "projects"


def addresses(panels: views.PanelsOf | None = None) -> list[URLPattern]:
    """The pages, with further sections on a project's page."""
    extra = {"panels": panels} if panels else {}
    return [
        path("", login_required(views.ProjectList.as_view()), name="list"),
        path("new/", login_required(views.file), name="file"),
        path("<uuid:key>/", login_required(views.project), extra, name="project"),
        path("<uuid:key>/edit/", login_required(views.revise), name="revise"),
        path("<uuid:key>/years/", login_required(views.estimate), name="estimate"),
        path("<uuid:key>/step/<str:target>/", login_required(stepping.take_step), name="step"),
        path("<uuid:key>/disclose/", login_required(views.disclose), name="disclose"),
    ]


urlpatterns = addresses()
