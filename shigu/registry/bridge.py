"""Organisations, who owns whom and what is heard of them, as the engine knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.engine.entity.resolve.clusters import Judged, Judgement
from shigu.engine.entity.resolve.compare import compare
from shigu.engine.entity.resolve.records import Record
from shigu.registry.models import Judgement as Word
from shigu.registry.models import Organisation, Ownership, Signal

JUDGED = {
    Word.Verdict.SAME: Judged.POSITIVE,
    Word.Verdict.DIFFERENT: Judged.NEGATIVE,
    Word.Verdict.UNSURE: Judged.UNSURE,
}
COLUMNS = {"code": "uscc", "name": "name_zh", "capital": "capital_wan"}
"""Columns of an organisation by fields of the engine, where they are called otherwise."""


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """This app's tables of a pack, with what ``actor`` may see."""
    return {
        "ownerships": frame(Ownership.objects.visible_to(actor), "ownerships"),
        "signals": frame(Signal.objects.visible_to(actor), "signals"),
        "organisations": frame(Organisation.objects.visible_to(actor), "organisations"),
    }


def record(row: Organisation) -> Record:
    """An organisation as the engine resolves it; a year alone is no founding date."""
    return Record(row.name_zh, row.uscc, _day(row.founded), row.capital_wan, row.address)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def judgements(actor: Actor, rows: Sequence[Organisation]) -> Iterator[Judgement]:
    """The words in force about pairs of ``rows``, by their places; merged rows speak for whom
    they were merged into."""
    places = {row.pk: place for place, row in enumerate(rows)}
    merged = Organisation.objects.exclude(merged_into=None).values_list("pk", "merged_into")
    places |= {gone: places[kept] for gone, kept in merged if kept in places}
    latest = Word.objects.visible_to(actor).order_by("one_id", "other_id", "-id")
    for word in latest.distinct("one_id", "other_id"):
        one, other = places.get(word.one_id), places.get(word.other_id)
        if one is not None and other is not None and one != other:
            yield Judgement(one, other, JUDGED[Word.Verdict(word.verdict)])


def likeness(bits: int) -> float:
    """The chance of one organisation, 0–1, where ``bits`` are the logarithm of its odds."""
    return 1 / (1 + 2.0**-bits)


def evidence(one: Organisation, other: Organisation) -> list[dict[str, Any]]:
    """What the engine says field by field, as a proposal keeps it; missing fields say nothing."""
    return [
        {
            "field": COLUMNS.get(str(reason.inputs["field"]), reason.inputs["field"]),
            "agrees": int(reason.inputs["bits"] or 0) > 0,
            "why": reason.zh,
            "why_en": reason.en,
        }
        for reason in compare(record(one), record(other)).reasons
        if reason.inputs["bits"]
    ]
