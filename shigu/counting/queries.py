"""The monthly table, what is left out, the ranking and the rates, as they were on any day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from shigu.counting.bridge import Book, book
from shigu.counting.lines import Lines
from shigu.counting.signings import Window
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.engine.counting.rates import STEPS, rates
from shigu.engine.counting.tally import tally
from shigu.engine.counting.values import Counted, Rules, Tally

NUMBERS = ("projects", "upgrades", "signed_wan", "added_wan", "amount_wan")


class Want(Enum):
    """What is wanted beside the sums."""

    SUMS = auto()
    RATES = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year, as known when, under which rules."""

    year: int
    as_of: datetime.date
    rules: Rules


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, from what."""

    asked: Asked
    window: Window
    tally: Tally
    book: Book
    names: dict[str, str]
    want: Want

    def district(self, code: str) -> str:
        """A district by name."""
        return self.names.get(code, code)


def count(actor: Actor, asked: Asked, want: Want = Want.SUMS) -> Count:
    """Count what ``actor`` may read of the year, as known on ``asked.as_of``.

    :func:`ranking` needs rates; all others do with sums.
    """
    window = Window(actor, asked.year, asked.as_of)
    found = book(window, came=want is Want.RATES)
    names = {each.code: each.name for each in District.objects.visible_to(actor).for_choices()}
    return Count(asked, window, tally(found.events, asked.rules), found, names, want)


def monthly(found: Count) -> list[dict[str, Any]]:
    """A row a district and month of the year: projects, upgrades, amounts in 万元."""
    cells: dict[tuple[int, str], dict[str, Any]] = {}
    for each in found.tally.counted:
        if each.event.day.year == found.asked.year:
            key = (each.event.day.month, each.event.district)
            _add(cells.setdefault(key, dict.fromkeys(NUMBERS, 0)), each)
    return [
        {"month": month, "code": code, "district": found.district(code), **cell}
        for (month, code), cell in sorted(cells.items())
    ]


def ranking(found: Count) -> list[dict[str, Any]]:
    """A row a district, most projects first, then most money; with the rates of its signings.

    The window of the rates is the year up to ``as_of``.
    """
    _must_be(found, Want.RATES)
    cells: dict[str, dict[str, Any]] = {}
    for row in monthly(found):
        cell = cells.setdefault(row["code"], dict.fromkeys(NUMBERS, 0))
        for name in NUMBERS:
            cell[name] += row[name]
    rows = [
        {"code": code, "district": found.district(code), **cell, **_rates(found, code)}
        for code, cell in cells.items()
    ]
    rows.sort(key=lambda row: (-row["projects"], -row["amount_wan"], row["code"]))
    for place, row in enumerate(rows, start=1):
        row["place"] = place
    return rows


def window(asked: Asked) -> tuple[datetime.date, datetime.date]:
    """The window of the rates: the year, as far as it is known."""
    first = datetime.date(asked.year, 1, 1)
    return first, max(first, min(datetime.date(asked.year, 12, 31), asked.as_of))


def how_many_left_out(found: Count) -> int:
    """How many events of the year do not count."""
    return sum(each.event.times for each in _of_year(found, found.tally.left_out))


def left_out(found: Count) -> Lines:
    """A row an event of the year that does not count, with the reason."""
    return _lines(found, found.tally.left_out)


def counted(found: Count) -> Lines:
    """A row an event of the year that counts."""
    return _lines(found, found.tally.counted)


def _lines(found: Count, judged: Iterable[Any]) -> Lines:
    return Lines(found.window, found.book, _of_year(found, judged), found.names)


def _must_be(found: Count, want: Want) -> None:
    if found.want is not want:
        raise ValueError(f"count(…, Want.{want.name})")


def _of_year(found: Count, rows: Iterable[Any]) -> list[Any]:
    return [each for each in rows if each.event.day.year == found.asked.year]


def _add(cell: dict[str, Any], each: Counted) -> None:
    cell["projects"] += each.projects
    cell["upgrades"] += each.upgrades
    cell["signed_wan" if each.projects else "added_wan"] += each.amount_wan
    cell["amount_wan"] += each.amount_wan


def _rates(found: Count, code: str) -> dict[str, Any]:
    own = tuple(each for each in found.tally.counted if each.event.district == code)
    since, until = window(found.asked)
    told = rates(Tally(own, ()), found.book.reached, since, until, found.asked.as_of)
    parts = {step: told.part(step) for step in STEPS}
    return {
        "signed": told.signed,
        **{
            f"{step}_rate": None if part is None else Decimal(part.numerator) / part.denominator
            for step, part in parts.items()
        },
    }
