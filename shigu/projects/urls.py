"""Addresses of projects; ``web`` gives them what the apps above know."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from shigu.projects import boards, handing, stepping, views

app_name = "projects"


def addresses(panels: views.PanelsOf | None = None) -> list[URLPattern]:
    """The pages, with further sections on a project's page."""
    extra = {"panels": panels} if panels else {}
    return [
        path("", login_required(views.ProjectList.as_view()), name="list"),
        path("new/", login_required(views.file), name="file"),
        path("board/", login_required(boards.board), name="board"),
        path("clocks/", login_required(boards.bottlenecks), name="bottlenecks"),
        path("hand-overs/", login_required(handing.hand_overs), name="hand_overs"),
        path("hand-overs/<uuid:key>/", login_required(handing.hand_over), name="hand_over"),
        path("hand-overs/<uuid:key>/<str:how>/", login_required(handing.answer), name="answer"),
        path("<uuid:key>/hand-over/", login_required(handing.offer_project), name="offer"),
        path("<uuid:key>/", login_required(views.project), extra, name="project"),
        path("<uuid:key>/edit/", login_required(views.revise), name="revise"),
        path("<uuid:key>/years/", login_required(views.estimate), name="estimate"),
        path("<uuid:key>/step/<str:target>/", login_required(stepping.take_step), name="step"),
        path("<uuid:key>/disclose/", login_required(views.disclose), name="disclose"),
    ]


urlpatterns = addresses()
