"""What a project's page shows of its promises."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.commitments import policies, queries
from shigu.commitments.vocabulary import SHAPES, Standing
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.projects.models import Project
from shigu.registry.views import Panel


def panel(request: ActorRequest, project: Project) -> Panel:
    """Promises in the order they fall due, each with how it stands."""
    rows = queries.of_project(request.actor, project, timezone.localdate())
    for row in rows:
        row.shape, row.state_word = SHAPES[row.state], Standing(row.state).label
    link = None
    if policies.may_promise(request.actor, project):
        link = Link(_("登记承诺"), reverse("commitments:new", args=[project.pk]))
    return Panel(_("承诺与兑现"), "commitments/part/of_project.html", {"rows": rows}, link)
