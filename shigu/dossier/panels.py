"""The section of a project's page: its file."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.vocabulary import DataClass
from shigu.dossier import queries, said
from shigu.dossier.models import Authorisation, Clearance, PastEvaluation, YearPlan
from shigu.face.described import facts
from shigu.face.pieces import Link
from shigu.projects.models import Project
from shigu.projects.policies import may_revise
from shigu.registry.views import Panel

TIES = ("id", "district", "project")
"""Columns that say whose a record is, and not what it tells."""
TOLD_APART = ("number", "file_name", "content")
"""Of an approval: its heading, and its paper as a link."""


def panel(request: ActorRequest, project: Project) -> Panel | None:
    """Profile, years, clearances and approvals, where one reads the district's projects."""
    actor = request.actor
    if not actor.reads(DataClass.PROJECTS, project.district_id):
        return None
    may = bool(may_revise(actor, project))
    profile = queries.profile_of(actor, project)
    context: dict[str, Any] = {
        "project": project,
        "facts": facts(profile, TIES) if profile else [],
        "by_land": said.by_land(project, profile),
        "years": queries.records_of(actor, YearPlan, project),
        "clearances": said.clearances(queries.records_of(actor, Clearance, project)),
        "authorisations": [
            (row, facts(row, (*TIES, *TOLD_APART)))
            for row in queries.records_of(actor, Authorisation, project)
        ],
        "evaluations": queries.records_of(actor, PastEvaluation, project),
        "may": may,
    }
    link = None
    if may:
        words = _("修改档案") if profile else _("填写档案")
        link = Link(words, reverse("dossier:write", args=[project.pk, "profile"]))
    return Panel(_("项目档案"), "dossier/of_project.html", context, link)
