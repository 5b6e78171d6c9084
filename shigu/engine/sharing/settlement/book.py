"""What a settlement starts from: firms, what they paid, and measures of the parties."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from shigu.engine.sharing.rules.values import Event

LINES = pl.Schema(
    {
        "line": pl.String,
        "firm": pl.String,
        "year": pl.Int32,
        "kind": pl.String,
        "gross_fen": pl.Int64,
        "local_fen": pl.Int64,
        "evidence": pl.String,
    }
)


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm with the parties it binds (codes), its facts and the dates of its events."""

    id: str
    host: str
    introducer: str = ""
    origin: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    events: dict[Event, datetime.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a party in a year: population, payroll, assets, tax_rate, fund_yuan …

    With ``firm`` it is that of the firm's branch in the party; without, of the party itself.
    """

    party: str
    year: int
    measure: str
    value: Decimal
    firm: str = ""


@dataclass(frozen=True)
class Book:
    """``lines`` has the columns of ``LINES``; a firm's year and kind may stand on many lines.

    They reach back to where the clocks and the years before a move begin: a later settlement is
    computed from all of them. ``events`` are those of the agreement itself (signed, aid paid).
    """

    firms: dict[str, Firm]
    lines: pl.DataFrame
    measures: tuple[Measure, ...] = ()
    events: dict[Event, datetime.date] = field(default_factory=dict)
