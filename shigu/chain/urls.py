"""Addresses of the chain."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from shigu.chain import views
from shigu.chain.views.gaps import FilledOf, nothing
from shigu.chain.views.link import PanelsOf

app_name = "chain"


def addresses(panels: PanelsOf | None = None, filled: FilledOf = nothing) -> list[URLPattern]:
    """The pages, with further sections on the page of a link and what fills gaps in their list."""
    extra = {"panels": panels} if panels else {}
    return [
        path("", login_required(views.Links.as_view()), name="graph"),
        path("gaps/", login_required(views.Gaps.as_view(filled=filled)), name="gaps"),
        path("candidates/", login_required(views.Candidates.as_view()), name="candidates"),
        path("frontier/", login_required(views.frontier), name="frontier"),
        path("complexity/", login_required(views.Complexity.as_view()), name="complexity"),
        path("control/", login_required(views.ControlPage.as_view()), name="control"),
        path("flows/", login_required(views.Flows.as_view()), name="flows"),
        path("stress/", login_required(views.stress), name="stress"),
        path("compare/", login_required(views.Compare.as_view()), name="compare"),
        path(
            "compare/figures.csv",
            login_required(views.compared_figures),
            {"kind": "csv"},
            name="compared_csv",
        ),
        path(
            "compare/figures.xlsx",
            login_required(views.compared_figures),
            {"kind": "xlsx"},
            name="compared_xlsx",
        ),
        path("compare/add/", login_required(views.add_cluster), name="add_cluster"),
        path(
            "compare/<str:code>/remove/",
            login_required(views.remove_cluster),
            name="remove_cluster",
        ),
        path("versions/", login_required(views.versions), name="versions"),
        path("links/<str:code>/", login_required(views.link), extra, name="link"),
        path("links/<str:code>/words/", login_required(views.word_link), name="word_link"),
        path(
            "links/<str:code>/positions/add/",
            login_required(views.add_position),
            name="add_position",
        ),
        path("positions/<str:code>/", login_required(views.judge_position), name="judge_position"),
        path("<str:code>/assess/", login_required(views.ask), name="ask"),
        path("assessments/<int:pk>/progress/", login_required(views.progress), name="progress"),
        path("assessments/<int:pk>/withdraw/", login_required(views.withdraw), name="withdraw"),
    ]


urlpatterns = addresses()
