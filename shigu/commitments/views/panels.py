"""What the pages of a project and of a proposal of the news show of promises."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.commitments import policies, queries
from shigu.commitments.told import told_of
from shigu.commitments.vocabulary import SHAPES, Standing
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.projects.models import Project
from shigu.registry.views import Panel
from shigu.review.models import TAKEN, Kind, NewsProposal
from shigu.review.queries import last_verdict


def panel(request: ActorRequest, project: Project) -> Panel:
    """Promises in the order they fall due, each with how it stands."""
    rows = queries.of_project(request.actor, project, timezone.localdate())
    for row in rows:
        row.shape, row.state_word = SHAPES[row.state], Standing(row.state).label
    link, told = None, []
    if policies.may_promise(request.actor, project):
        link = Link(_("登记承诺"), reverse("commitments:new", args=[project.pk]))
        told = told_of(request.actor, project)
    context = {"rows": rows, "told": told}
    return Panel(_("承诺与兑现"), "commitments/part/of_project.html", context, link)


def of_proposal(request: ActorRequest, proposal: NewsProposal) -> Iterable[Panel]:
    """What an accepted proposal tells of its project's plans, for who records promises there."""
    project = _taken_over(request, proposal)
    if project is None or not policies.may_promise(request.actor, project):
        return
    told = [each for each in told_of(request.actor, project) if each.proposal.pk == proposal.pk]
    if told:
        yield Panel(_("可以记为承诺"), "commitments/part/told.html", {"told": told})


def _taken_over(request: ActorRequest, proposal: NewsProposal) -> Project | None:
    """The project that a proposal was accepted for, where it was."""
    if proposal.kind != Kind.PROJECT or proposal.state not in TAKEN:
        return None
    last = last_verdict(request.actor, proposal)
    rows = Project.objects.visible_to(request.actor).select_related("district")
    return rows.filter(pk=last.target).first() if last and last.target else None
