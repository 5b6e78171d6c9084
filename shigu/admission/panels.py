"""The section of a project's page: how it was judged, and its brief."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.admission import queries
from shigu.admission.tables import SHAPES
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.projects.models import Project
from shigu.registry.views import Panel


def panel(request: ActorRequest, project: Project) -> Panel:
    """Evaluations of the project, the last first."""
    rows = queries.of_project(request.actor, project)
    for row in rows:
        row.shape = SHAPES[row.decision]
    brief = Link(_("一页简报"), reverse("admission:brief", args=[project.pk]))
    return Panel(_("会商评审"), "admission/part/of_project.html", {"rows": rows}, brief)
