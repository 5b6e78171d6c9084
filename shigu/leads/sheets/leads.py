"""Spreadsheets of leads with their contacts: registered, revised and assigned as by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.naming import PERSON
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Working, filled, picked, values_of
from shigu.engine.entity.names.plain import bare_name
from shigu.engine.pack.schema.load import tables_of
from shigu.leads.actions import registering
from shigu.leads.models import Lead, LeadContact
from shigu.leads.models.leads import Rhythm
from shigu.projects import actions as projects
from shigu.projects.models import Project
from shigu.projects.naming import LINK, ORGANISATION

TABLE = tables_of(__package__)["leads"]
CONTACT = {"contact": "person", "position": "position", "phone": "phone"}
AFTERWARDS = ("responsible", "next_due")
OF_LEAD = tuple(
    name
    for name in TABLE.names
    if name not in {"id", "district", "name", "responsible", *CONTACT, *registering.OF_PROJECT}
)


def _find(actor: Actor, district: District, cells: Cells) -> Lead | None:
    found: Lead | None = (
        _rows(actor, district).filter(project__name=cells["name"]).order_by("pk").first()
    )
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Lead.objects.visible_to(actor).filter(district=district, project__district=district)
    of_project = ("organisation", "link", "responsible", "district")
    return rows.select_related("project", *(f"project__{name}" for name in of_project))


def _make(actor: Actor, district: District, cells: Cells, reason: str) -> Lead:
    own = ("name", *OF_LEAD, *registering.OF_PROJECT)
    values = filled({k: v for k, v in picked(cells, own).items() if k not in AFTERWARDS})
    lead = registering.register(actor, district, values, contact=_contact(cells), reason=reason)
    later = filled(picked(cells, AFTERWARDS))
    if later.get("responsible") == lead.project.responsible:
        later.pop("responsible", None)
    return _change(actor, lead, later, reason)


def _contact(cells: Cells) -> dict[str, str]:
    return {name: cells.get(column) or "" for column, name in CONTACT.items()}


def _change(actor: Actor, lead: Lead, cells: Cells, reason: str) -> Lead:
    """Each part by its own verb. A contact that differs is a further one: none is overwritten."""
    of_project = picked(cells, registering.OF_PROJECT)
    of_lead = picked(cells, OF_LEAD)
    if of_project:
        projects.revise(actor, lead.project, of_project, reason=reason)
    if cells.get("responsible"):
        registering.assign(actor, lead.project, cells["responsible"], reason=reason)
    if "contact" in cells:
        registering.add_contact(actor, lead.project, _contact(cells), reason=reason)
    return registering.revise(actor, lead, of_lead, reason=reason) if of_lead else lead


def _standing(actor: Actor, lead: Lead, cells: Cells) -> Cells:
    project = lead.project
    values = {name: getattr(lead, name) for name in OF_LEAD}
    values |= {name: getattr(project, name) for name in (*registering.OF_PROJECT, "responsible")}
    values |= _standing_contact(actor, project, cells)
    return values | {"name": project.name}


def _standing_contact(actor: Actor, project: Project, cells: Cells) -> dict[str, Any]:
    """The contact that the cells name, else the first; what belongs together changes together."""
    rows = LeadContact.objects.visible_to(actor).filter(project=project)
    if cells.get("contact"):
        rows = rows.filter(**_contact(cells))
        return dict.fromkeys(CONTACT) if not rows.exists() else picked(cells, CONTACT)
    first = rows.first()
    return {column: getattr(first, name, None) for column, name in CONTACT.items()}


def _near(actor: Actor, district: District) -> Callable[[Cells], str]:
    """Projects of the same firm that every reader of the import sees: the district's and told ones.

    First reports are not looked at: a preview must answer nothing about the ledger.
    """
    seen = Project.objects.visible_to(actor).filter(Q(district=district) | Q(disclosed=True))
    named = seen.values_list("name", "organisation__name_zh", "lead__firm_name")
    known: dict[str, str] = {}
    for name, *firms in named:
        known.update({bare_name(firm): name for firm in (name, *firms) if firm})

    def told(cells: Cells) -> str:
        return known.get(bare_name(cells.get("firm_name") or ""), "")

    return told


def _enums() -> Enums:
    return {
        "lead_kind": values_of(Lead.Kind),
        "lead_origin": values_of(Lead.Origin),
        "lead_rhythm": values_of(Rhythm),
    }


LEADS = Working(
    table=TABLE,
    model=Lead,
    data_class=DataClass.PROJECTS,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    also=(Project,),
    change=_change,
    references={"organisation": ORGANISATION, "link": LINK, "responsible": PERSON},
    enums=_enums,
    private=frozenset(CONTACT),
    near=_near,
)
