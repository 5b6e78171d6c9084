"""Amounts of a page that no proposal takes: whose they are, a person says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shigu.engine.text.proposals.fields import PER, factual, value_of
from shigu.engine.text.proposals.subjects import Subjects
from shigu.engine.text.proposals.values import Said
from shigu.ingest.models import Document
from shigu.review.bridge import said_of
from shigu.review.forms import FIELDS
from shigu.review.models import NewsProposal

MAY_BE_MEANT = frozenset({"", "COMPANY", "INSTITUTE", "UNIVERSITY", "PROJECT"})
"""Types of those an article may have named in place of the row; sums of a district are nobody's."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An amount as a row of the kind would keep it, whose the reading takes it for, its place."""

    field: str
    value: Any
    name: str
    start: int
    end: int


def heard(row: NewsProposal) -> list[Heard]:
    """What the page of a proposal says that its row has a field for and no proposal takes."""
    if row.kind not in PER:
        return []
    there = NewsProposal.objects.filter(document=row.document_id).values_list("values", "plans")
    taken = {n for values, plans in there for each in (*values, *plans) for n in each["statements"]}
    return [each for number, each in _amounts(row.document, row.kind) if number not in taken]


def said_elsewhere(row: NewsProposal, written: Mapping[str, Any]) -> list[Heard]:
    """The same of what was ``written`` and is not of the proposal: where the page says it."""
    added = {name: value for name, value in written.items() if row.told.get(name) != value}
    if row.kind not in PER or not added:
        return []
    found = (each for _, each in _amounts(row.document, row.kind))
    return [each for each in found if added.get(each.field) == each.value]


def _amounts(document: Document, kind: str) -> Iterator[tuple[int, Heard]]:
    claims = [said_of(each) for each in document.statements.by_machine().order_by("number")]
    subjects = Subjects(claims)
    for each in claims:
        value = value_of(kind, each) if each.kind == "attribute" else None
        if value is None or value.field not in FIELDS[kind] or not factual(kind, value):
            continue
        if subjects.type(each.name) in MAY_BE_MEANT:
            yield each.number, _heard(each, value.field, value.value)


def _heard(said: Said, field: str, value: Any) -> Heard:
    place = said.said["evidence"][0]
    return Heard(field, value, said.name, place["start"], place["end"])
