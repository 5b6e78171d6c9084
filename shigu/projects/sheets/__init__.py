"""Spreadsheets of hand-overs: importing a row offers the project, as the form does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Working
from shigu.engine.pack.schema.load import tables_of
from shigu.projects.actions.handing import propose_hand_over
from shigu.projects.models import HandOver
from shigu.projects.naming import PROJECT
from shigu.work.naming import DISTRICT

WHOLE = Decimal(100)


def _find(actor: Actor, district: District, cells: Cells) -> HandOver | None:
    """The offer that stands, or was accepted; one that was declined may be made again."""
    standing = (HandOver.State.PROPOSED, HandOver.State.ACCEPTED)
    named = {"project": cells["project"], "to_district": cells["to"], "state__in": standing}
    found: HandOver | None = (
        _rows(actor, district).filter(**named).order_by("-proposed_at", "pk").first()
    )
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = HandOver.objects.visible_to(actor).filter(district=district, from_district=district)
    return rows.select_related("project", "to_district")


def _make(actor: Actor, _district: District, cells: Cells, _reason: str) -> HandOver:
    return propose_hand_over(
        actor,
        cells["project"],
        cells["to"],
        summary=cells["summary"],
        credit_to=cells["credit_to"] / WHOLE,
        agreement=cells.get("agreement") or "",
        reason=cells["reason"],
    )


def _standing(_actor: Actor, offered: HandOver, _cells: Cells) -> Cells:
    return {
        "project": offered.project,
        "to": offered.to_district,
        "summary": offered.summary,
        "credit_to": offered.credit_to * WHOLE,
        "agreement": offered.agreement,
        "reason": offered.reason,
    }


HAND_OVERS = Working(
    table=tables_of(__package__)["hand_overs"],
    model=HandOver,
    data_class=DataClass.PROJECTS,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    fixed=gettext_lazy("这项流转已经提出，内容不同；要改请先撤回。"),
    references={"project": PROJECT, "to": DISTRICT},
)
SHEETS = (HAND_OVERS,)
"""The working tables of this app."""
