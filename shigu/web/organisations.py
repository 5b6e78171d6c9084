"""The register together with what the apps above know of an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import filters

from shigu.chain.models import Link
from shigu.chain.queries import current_chain, standing_at
from shigu.chain.views.panels import organisation_panels
from shigu.cooperation import views as cooperation
from shigu.districts.middleware import ActorRequest
from shigu.projects.queries import listed
from shigu.registry.filters import ANY, OrganisationFilter
from shigu.registry.models import Organisation
from shigu.registry.urls import addresses
from shigu.registry.views import Panel
from shigu.review.models import Kind
from shigu.review.views import panels as review

app_name = "registry"


def _links(request: ActorRequest) -> QuerySet[Link]:
    """The links of the chain in use, in its order."""
    chain = current_chain(request.actor)
    seen = Link.objects.visible_to(request.actor).filter(chain=chain, parent__isnull=False)
    return seen.for_choices().order_by("code")


class PlacedFilter(OrganisationFilter):
    """Organisations by the link they stand at, too; rejected positions count nowhere."""

    link = filters.ModelChoiceFilter(
        label=gettext_lazy("环节"),
        queryset=_links,
        to_field_name="code",
        method="stands_at",
        empty_label=ANY,
    )
    field_order = ("q", "district", "link", "kind", "place")

    def __init__(self, *args: object, **kwargs: object) -> None:
        set_up: Any = super().__init__
        set_up(*args, **kwargs)
        shown = dict(self.filters)
        first = {name: shown.pop(name) for name in self.field_order}
        self.filters = {**first, **shown}

    def stands_at(
        self, rows: QuerySet[Organisation], _name: str, link: Link
    ) -> QuerySet[Organisation]:
        """With a position at the link that nobody rejected."""
        return standing_at(rows, link.code)


def panels(request: ActorRequest, row: Organisation) -> Iterable[Panel]:
    """Where it stands in the chain, its projects and partnerships, and what news said of it."""
    yield from organisation_panels(request, row)
    projects = list(listed(request.actor).filter(organisation=row))
    yield Panel(_("项目"), "web/projects_panel.html", {"projects": projects})
    yield from cooperation.panel(request, row)
    merged = Organisation.objects.filter(merged_into=row).values_list("code", flat=True)
    yield from review.panel(request, Kind.ORGANISATION, [row.code, *merged])


def links(request: ActorRequest) -> dict[str, str]:
    """The links of the chain in use: their names by code, in its order."""
    return {link.code: link.name for link in _links(request)}


urlpatterns = addresses(PlacedFilter, panels, links)
