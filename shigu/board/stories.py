"""The page that tells the story of a project, and its section on the project's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.board.queries.story import story
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.projects.models import Project
from shigu.projects.views import seen, trail
from shigu.registry.views import Panel


@login_required
def page(request: ActorRequest, key: UUID) -> HttpResponse:
    """From the first lead to full output, every line with the record that it is told from."""
    project = seen(request, key)
    lines = story(request.actor, project)
    context = {
        "project": project,
        "lines": lines,
        "answer": _told(len(lines), project),
        "breadcrumbs": (*trail(str(project), project.get_absolute_url()), Link(_("全程"))),
    }
    return render(request, "board/story.html", context)


def panel(_request: ActorRequest, project: Project) -> Panel:
    """The way to the story from the project's page."""
    address = reverse("board:story", args=[project.pk])
    return Panel(_("全程"), "board/story_panel.html", {}, Link(_("从线索到达产的全程"), address))


def _told(count: int, project: Project) -> str:
    told = {"count": count, "stage": project.get_stage_display()}
    return _("共 %(count)s 条记录，现在：%(stage)s。") % told
