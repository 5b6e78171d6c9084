"""Projects together with what the apps above know of one."""

from __future__ import annotations

from collections.abc import Iterable

from shigu.admission.panels import panel as admission
from shigu.board import stories
from shigu.commitments.views import panels as commitments
from shigu.counting.views import telling as counting
from shigu.districts.middleware import ActorRequest
from shigu.dossier.panels import panel as dossier
from shigu.leads.panels import panels as leads
from shigu.plans.views.page import panel
from shigu.projects.models import HandOver, Project
from shigu.projects.urls import addresses
from shigu.registry.views import Panel
from shigu.review.models import Kind
from shigu.review.views import panels as review
from shigu.sharing.forms.handing import UnderForm
from shigu.sharing.views import handing
from shigu.web import finding, impact

app_name = "projects"


def panels(request: ActorRequest, project: Project) -> Iterable[Panel]:
    """The lead, how it was judged, what was promised, where plans put it, what it moves."""
    yield stories.panel(request, project)
    yield from leads(request, project)
    if file := dossier(request, project):
        yield file
    yield admission(request, project)
    yield commitments.panel(request, project)
    yield counting.panel(request, project)
    yield panel(request, project)
    yield finding.panel(request, project)
    yield impact.panel(request, project)
    yield from review.panel(request, Kind.PROJECT, [str(project.pk)])


def of_hand_over(request: ActorRequest, row: HandOver) -> Iterable[Panel]:
    """Under which clause its credit is parted, and what was settled by it."""
    yield handing.panel(request, row)


urlpatterns = addresses(panels, of_hand_over, UnderForm)
