"""Projects: filed as leads in the district that accepts, or revised where it keeps one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.vocabulary import DataClass
from shigu.engine.entity.names.plain import plain_name
from shigu.projects import actions
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from shigu.review.models import Kind, NewsProposal
from shigu.review.writing.written import Order, Written, district_called, organisation_called

AMOUNTS = ("invest_wan", "land_mu", "floor_area_m2")


def write_project(order: Order) -> Written:
    """File the project, or revise the one of that name that the actor keeps.

    How far it is said to be is told on its page and is not written: a stage is reached by its
    own steps, with their evidence.

    Raises:
        Refused: the actor keeps projects in no district, or in several and none is chosen.
    """
    fields = _fields(order)
    standing = meant(order.actor, order.proposal, order.values)
    if standing is None:
        return _filed(order, fields)
    fields.pop("name", None)
    before = {name: _plain(getattr(standing, name)) for name in fields}
    row = actions.revise(order.actor, standing, fields, reason=order.reason)
    told = {name: _plain(value) for name, value in fields.items()}
    return Written(Kind.PROJECT, row, str(row.pk), told, before, district=row.district)


def meant(actor: Actor, proposal: NewsProposal, values: Mapping[str, Any]) -> Project | None:
    """The project of the actor's own districts that an article means by its name."""
    rows = Project.objects.visible_to(actor)
    if not actor.everything:
        rows = rows.filter(district__in=actor.writable.get(DataClass.PROJECTS, frozenset()))
    wanted = plain_name(str(values.get("name") or proposal.subject))
    near = rows.filter(name__contains=proposal.subject[:2]) | rows.filter(
        name=values.get("name", "")
    )
    for row in near.select_related("district").order_by("code"):
        if plain_name(row.name) == wanted:
            return row
    return None


def _filed(order: Order, fields: dict[str, Any]) -> Written:
    district = _home(order)
    given = {**fields, "stage": Stage.LEAD, "status": order.source.status, "source": order.source}
    given.setdefault("name", order.proposal.subject)
    row = actions.file(order.actor, district, given, reason=order.reason)
    told = {name: _plain(value) for name, value in fields.items()}
    return Written(Kind.PROJECT, row, str(row.pk), told, made=True, district=district)


def _home(order: Order) -> District:
    """The district that files it: the one that is told where the actor keeps it, or its own."""
    told = district_called(order.actor, order.values.get("district"))
    own = order.actor.writable.get(DataClass.PROJECTS, frozenset())
    if told and (order.actor.everything or told.pk in own):
        return told
    if len(own) == 1:
        return District.objects.get(pk=next(iter(own)))
    raise Refused(_("请选择由哪个区县登记这个项目。"))


def _fields(order: Order) -> dict[str, Any]:
    values = order.values
    fields: dict[str, Any] = {
        name: Decimal(str(values[name])) for name in AMOUNTS if values.get(name) is not None
    }
    if values.get("name"):
        fields["name"] = values["name"]
    if values.get("link"):
        fields["link"] = Link.objects.visible_to(order.actor).filter(code=values["link"]).first()
    if values.get("organisation"):
        fields["organisation"] = organisation_called(order.actor, values["organisation"])
    return fields


def _plain(value: Any) -> Any:
    if hasattr(value, "code"):
        return value.code
    return float(value) if isinstance(value, Decimal) else value
