"""Projects, firms and links by the names that officers write into cells."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.naming import the_only
from shigu.districts.working import Reference
from shigu.projects.models import Project
from shigu.registry.models import Organisation


def project_named(actor: Actor, district: District, text: str) -> Project:
    """A project that the district keeps, by id or name; hints tell of its own alone.

    Raises:
        Unfound: none, or several.
    """
    rows = Project.objects.visible_to(actor).filter(district=district)
    found = rows.filter(code=text) or rows.filter(name=text)
    names = rows.values_list("name", flat=True)
    return the_only(list(found.select_related("district")), text, lambda: names)


def organisation_named(actor: Actor, _district: District, text: str) -> Organisation:
    """A row of the register by id, credit code or full name.

    Raises:
        Unfound: none, or several.
    """
    rows = Organisation.objects.visible_to(actor)
    found = rows.filter(Q(code=text) | Q(uscc=text.upper())) or rows.filter(name_zh=text)
    return the_only(list(found), text, lambda: rows.values_list("name_zh", flat=True))


def link_named(actor: Actor, _district: District, text: str) -> Link:
    """A link of the chain by id or name.

    Raises:
        Unfound: none, or several.
    """
    rows = Link.objects.visible_to(actor).filter(parent__isnull=False)
    found = rows.filter(code=text) or rows.filter(Q(name_zh=text) | Q(name_en__iexact=text))
    return the_only(list(found), text, lambda: rows.values_list("name_zh", flat=True))


def _links(actor: Actor, _district: District) -> Iterable[str]:
    rows = Link.objects.visible_to(actor).filter(parent__isnull=False)
    return rows.order_by("code").values_list("name_zh", flat=True)


PROJECT = Reference(project_named, lambda row: row.code)
ORGANISATION = Reference(organisation_named, lambda row: row.code)
LINK = Reference(link_named, lambda row: row.code, _links)
