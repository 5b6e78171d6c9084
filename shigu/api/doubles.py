"""Pairs that may be one organisation, what was judged, merges, other names and codes."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Q, QuerySet
from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Number
from shigu.api.ledgers import same
from shigu.api.resources import Filter, Resource
from shigu.districts.models import Status
from shigu.registry.models import Identifier, Judgement, Merge, OtherName, Proposal
from shigu.registry.pairs import MERGED, WAITING, proposed

router = Router()


def _standing(rows: QuerySet[Any], undone: bool) -> QuerySet[Any]:  # noqa: FBT001 - the value of a filter
    return rows.filter(undone_at__isnull=not undone)


def _either(one: str, other: str) -> Filter:
    """Rows where either of two organisations has this code."""

    def of(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
        return rows.filter(Q(**{f"{one}__code": code}) | Q(**{f"{other}__code": code}))

    return Filter(of, about="两家中一家的编号 · id of either organisation")


def _in_district(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return rows.filter(Q(one__district__code=code) | Q(other__district__code=code))


STATES = (WAITING, *Judgement.Verdict.values, MERGED)
PAIR = {"one": "one__code", "other": "other__code"}
HELD = {"since": "since", "until": "until", "source": "source__code", "note": "note"}
DOUBLES = Resource(
    "doubles",
    "Double",
    Proposal,
    proposed,
    {
        "id": "id",
        **PAIR,
        "one_name": "one__name_zh",
        "other_name": "other__name_zh",
        **same("score", "evidence", "state", "status", "found_at"),
    },
    {
        "state": Filter("state", Literal[STATES], "判断 · what is in force"),
        "organisation": _either("one", "other"),
        "district": Filter(_in_district, about="两家中一家的区县 · district of either"),
        "least": Filter("score__gte", Number, "相像程度不低于 · likeness of at least"),
        "status": Filter("status", Status),
    },
    order=("score", "found_at", "id"),
    about="疑似重复 · pairs that may be one organisation",
    types={"state": str},
)
IDENTITY_JUDGEMENTS = Resource(
    "identity_judgements",
    "IdentityJudgement",
    Judgement,
    Judgement.objects.visible_to,
    {
        "id": "id",
        **PAIR,
        "district": "district__code",
        "by_name": "judged_by__full_name",
        **same("verdict", "reason", "judged_at"),
    },
    {"organisation": _either("one", "other"), "verdict": Filter("verdict", Judgement.Verdict)},
    order=("judged_at", "id"),
    about="异同判断，最后一次为准 · judgements of identity, the latest is in force",
)
MERGES = Resource(
    "merges",
    "Merge",
    Merge,
    Merge.objects.visible_to,
    {
        "id": "id",
        "keep": "keep__code",
        "drop": "drop__code",
        "keep_name": "keep__name_zh",
        "drop_name": "drop__name_zh",
        "by_name": "made_by__full_name",
        **same("reason", "made_at", "undone_at", "undone_why"),
    },
    {
        "organisation": _either("keep", "drop"),
        "undone": Filter(_standing, bool, "已撤销 · undone"),
    },
    order=("made_at", "id"),
    about="合并 · merges of two rows of one organisation",
)
OF_ONE = {"organisation": Filter("organisation__code", about="组织编号 · id of the organisation")}
OTHER_NAMES = Resource(
    "other_names",
    "OtherName",
    OtherName,
    OtherName.objects.visible_to,
    {"id": "id", "organisation": "organisation__code", **same("kind", "text"), **HELD},
    OF_ONE | {"kind": Filter("kind", OtherName.Kind), "text": Filter("text")},
    order=("text", "since"),
    about="其他名称 · other names of organisations",
)
IDENTIFIERS = Resource(
    "identifiers",
    "Identifier",
    Identifier,
    Identifier.objects.visible_to,
    {"id": "id", "organisation": "organisation__code", **same("kind", "value"), **HELD},
    OF_ONE | {"kind": Filter("kind", Identifier.Kind), "value": Filter("value")},
    order=("value", "since"),
    about="代码 · codes by which organisations are told",
)
RESOURCES = (DOUBLES, IDENTITY_JUDGEMENTS, MERGES, OTHER_NAMES, IDENTIFIERS)
for each in RESOURCES:
    add(router, each)
