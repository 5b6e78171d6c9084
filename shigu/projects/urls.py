"""Addresses of projects; ``web`` gives them what the apps above know."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from shigu.projects import batching, boards, handing, stepping, views
from shigu.projects.handed import HandOverList

app_name = "projects"


def addresses(
    panels: views.PanelsOf | None = None,
    of_hand_over: handing.PanelsOf | None = None,
    offered_by: type[handing.HandOverForm] = handing.HandOverForm,
) -> list[URLPattern]:
    """The pages, with further sections on those of a project and of a hand-over.

    ``offered_by`` is the form in which a project is offered to another district.
    """
    extra = {"panels": panels} if panels else {}
    handed = {"panels": of_hand_over} if of_hand_over else {}
    return [
        path("", login_required(views.ProjectList.as_view()), name="list"),
        path("new/", login_required(views.file), name="file"),
        path("batch/", login_required(batching.batch), name="batch"),
        path("board/", login_required(boards.board), name="board"),
        path("clocks/", login_required(boards.bottlenecks), name="bottlenecks"),
        path("hand-overs/", login_required(HandOverList.as_view()), name="hand_overs"),
        path("hand-overs/<uuid:key>/", login_required(handing.hand_over), handed, name="hand_over"),
        path("hand-overs/<uuid:key>/<str:how>/", login_required(handing.answer), name="answer"),
        path(
            "<uuid:key>/hand-over/",
            login_required(handing.offer_project),
            {"form_class": offered_by},
            name="offer",
        ),
        path("<uuid:key>/", login_required(views.project), extra, name="project"),
        path("<uuid:key>/edit/", login_required(views.revise), name="revise"),
        path("<uuid:key>/years/", login_required(views.estimate), name="estimate"),
        path("<uuid:key>/step/<str:target>/", login_required(stepping.take_step), name="step"),
        path("<uuid:key>/disclose/", login_required(views.disclose), name="disclose"),
    ]


urlpatterns = addresses()
