"""The files of projects, and the terms on which spaces are given."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.resources import Filter, Resource, Rows
from shigu.districts.models.recorded import fenced
from shigu.dossier.models import (
    Authorisation,
    Clearance,
    PastEvaluation,
    Profile,
    Record,
    YearPlan,
)
from shigu.territory.models import Letting, Lot, Terms

router = Router()
PLACES = {"district": "district__code", "zone": "zone__code", "space": "space__code"}
BYTES = "content"


def columns_of(model: type[Record] | type[Terms]) -> dict[str, str]:
    """Public names and ORM paths: every column but bytes; a place by its code."""
    fields = model._meta.concrete_fields
    names = [f.name for f in fields if f.get_internal_type() != "BinaryField"]
    named = {name: PLACES.get(name, name) for name in names}
    return named | ({"project": "project_id"} if "project" in named else {})


def _visible(model: type[Record] | type[Terms]) -> Rows:
    return lambda actor: fenced(model).visible_to(actor)


def _of_project(name: str, model: type[Record], order: tuple[str, ...], about: str) -> Resource:
    filters = {
        "project": Filter("project", UUID, "项目编号 · id of the project"),
        "district": Filter("district__code"),
    }
    return Resource(
        name,
        model.__name__,
        model,
        _visible(model),
        columns_of(model),
        filters,
        order=order,
        about=about,
    )


def _of_space(name: str, model: type[Terms], about: str) -> Resource:
    filters = {
        "space": Filter("space__code", about="空间编号 · id of the space"),
        "district": Filter("space__district__code"),
    }
    return Resource(
        name, model.__name__, model, _visible(model), columns_of(model), filters, about=about
    )


PROFILES = _of_project("profiles", Profile, ("id",), "项目档案 · profiles of projects")
YEAR_PLANS = _of_project("year_plans", YearPlan, ("year",), "年度计划 · plans of the year")
CLEARANCES = _of_project("clearances", Clearance, ("kind",), "前期手续 · clearances")
AUTHORISATIONS = _of_project("authorisations", Authorisation, ("given_on",), "批复 · approvals")
PAST_EVALUATIONS = _of_project(
    "past_evaluations", PastEvaluation, ("held_on",), "以往评审 · past evaluations"
)
LOTS = _of_space("lots", Lot, "宗地出让 · lots")
LETTINGS = _of_space("lettings", Letting, "出租单元 · units to let")
RECORDS = (PROFILES, YEAR_PLANS, CLEARANCES, AUTHORISATIONS, PAST_EVALUATIONS)
RESOURCES = (*RECORDS, LOTS, LETTINGS)
for each in RESOURCES:
    add(router, each)
