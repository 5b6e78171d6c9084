"""From the tables of a pack to ownerships and signals of the chain engine."""

from __future__ import annotations

from typing import Any, TypedDict

import polars as pl

from shigu.engine.chain.signals import Signal
from shigu.engine.chain.values import Ownership
from shigu.engine.pack.convert import first_day
from shigu.engine.pack.read import Pack

FACT = "fact"


class Told(TypedDict):
    """What is said of organisations beyond where they stand."""

    ownerships: tuple[Ownership, ...]
    signals: tuple[Signal, ...]


def told(pack: Pack) -> Told:
    """Ownerships that have not ended, and all signals, of which a date that is known to the
    month or year counts from its first day."""
    kept = pack.tables["ownerships"].filter(pl.col("until").is_null())
    dated = pack.tables["signals"].with_columns(first_day(pl.col("date")).alias("date"))
    return {
        "ownerships": tuple(_ownership(row) for row in kept.iter_rows(named=True)),
        "signals": tuple(_signal(row) for row in dated.iter_rows(named=True)),
    }


def _ownership(row: dict[str, Any]) -> Ownership:
    return Ownership(row["owner"], row["owned"], row["share"], row["status"] == FACT, row["source"])


def _signal(row: dict[str, Any]) -> Signal:
    return Signal(
        row["organisation"],
        row["kind"],
        row["date"],
        row["amount_wan"],
        row["growth"],
        row["place"],
        row["status"] == FACT,
        row["source"],
    )
