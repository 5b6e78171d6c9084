"""Statements of events → tellings of the engine, and where they took place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from shigu.districts.models import District, Zone
from shigu.engine.text.occurrences import Told
from shigu.ingest.models import Statement

PARTIES = frozenset({"COMPANY", "GOV", "INSTITUTE", "UNIVERSITY", "DISTRICT"})
DATED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
QUOTES = str.maketrans("", "", "“”\"'「」")
AMOUNT = "investment_total"


@dataclass(frozen=True, slots=True)
class Placed:
    """A telling with the row it was made of, what it calls the date, and where it took place."""

    told: Told
    statement: Statement
    told_date: str
    place: District | None
    zone: Zone | None


def tellings(statements: Iterable[Statement]) -> list[Placed]:
    """Those of ``statements`` that can be put on a day; document and family are loaded.

    A text that tells no date is put on its day of publication; one that has neither tells nothing.
    """
    rows = list(statements)
    amounts = _amounts(rows)
    gazetteer = Gazetteer()
    placed = (_placed(row, amounts, gazetteer) for row in rows)
    return [each for each in placed if each is not None]


def _placed(row: Statement, amounts: Mapping[Any, float], places: Gazetteer) -> Placed | None:
    told_date = row.said["date"] or ""
    known = DATED.fullmatch(told_date)
    day = _first_day(known) if known else row.document.published
    if day is None:
        return None
    named = [row.said["named"][arg["ref"]] for arg in row.said["args"]]
    project = next((_plain(one["name"]) for one in named if one.get("type") == "PROJECT"), None)
    amount = amounts.get((row.document_id, project))
    family = row.document.family
    told = Told(
        key=row.pk,
        type=row.type,
        planned=row.modality == Statement.Modality.PLANNED,
        day=day,
        project=project,
        parties=frozenset(_plain(one["name"]) for one in named if one.get("type") in PARTIES),
        amount=None if amount is None else Fraction(amount).limit_denominator(100),
        origin=family.like_id or family.pk,
        integrity=row.document.integrity,
    )
    words = [one["name"] for one in named if "name" in one]
    words += [row.document.raw[each["start"] : each["end"]] for each in row.said["evidence"]]
    return Placed(told, row, told_date if known else "", *places.where(words))


def _amounts(rows: list[Statement]) -> dict[tuple[int, str], float]:
    """The whole investment of each project, by the document that tells it."""
    said = Statement.objects.filter(
        document__in={row.document_id for row in rows}, kind="attribute", type=AMOUNT
    ).exclude(modality=Statement.Modality.LEVEL)
    return {
        (row.document_id, _plain(row.name)): row.said["value"]
        for row in said
        if isinstance(row.said["value"], float) and row.said["unit"] == "CNY"
    }


def _first_day(found: re.Match[str]) -> date | None:
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(name: str) -> str:
    return name.translate(QUOTES).strip()


class Gazetteer:
    """The districts and zones of the cluster by their names."""

    def __init__(self) -> None:
        self.zones = {zone.name_zh: zone for zone in Zone.objects.select_related("district")}
        self.districts = {
            district.name_zh: district
            for district in District.objects.exclude(level=District.Level.OFFICE)
        }
        by_size = sorted(self.districts.items(), key=lambda each: each[1].level == "district")
        self.districts = dict(reversed(by_size))

    def where(self, texts: Iterable[str]) -> tuple[District | None, Zone | None]:
        """The first zone or district that one of ``texts`` names, the smaller one before."""
        for text in texts:
            zone = next((zone for name, zone in self.zones.items() if name in text), None)
            if zone is not None:
                return zone.district, zone
            place = next((one for name, one in self.districts.items() if name in text), None)
            if place is not None:
                return place, None
        return None, None
