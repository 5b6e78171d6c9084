"""Projects together with what the apps above know of one."""

from __future__ import annotations

from collections.abc import Iterable

from shigu.admission.panels import panel as admission
from shigu.commitments.views import panels as commitments
from shigu.counting.views import telling as counting
from shigu.districts.middleware import ActorRequest
from shigu.leads.panels import panels as leads
from shigu.plans.views.page import panel
from shigu.projects.models import Project
from shigu.projects.urls import addresses
from shigu.registry.views import Panel
from shigu.web import finding, impact

app_name = "projects"


def panels(request: ActorRequest, project: Project) -> Iterable[Panel]:
    """The lead, how it was judged, what was promised, where plans put it, what it moves."""
    yield from leads(request, project)
    yield admission(request, project)
    yield commitments.panel(request, project)
    yield counting.panel(request, project)
    yield panel(request, project)
    yield finding.panel(request, project)
    yield impact.panel(request, project)


urlpatterns = addresses(panels)
