"""What can be promised, as data: code, words, kind, unit, and how long before the day to warn."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Kind = Literal["amount", "day"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that can be promised: an amount in a unit, or a day by which it happens.

    ``warn_days`` is the default of days between the early warning and the deadline.
    """

    code: str
    zh: str
    en: str
    kind: Kind
    unit_zh: str
    unit_en: str
    decimals: int
    warn_days: int


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its code, in the order of the table ``indicators.csv``."""
    text = files(__package__).joinpath("indicators.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Indicator(
            row["code"],
            row["zh"],
            row["en"],
            cast("Kind", row["kind"]),
            row["unit_zh"],
            row["unit_en"],
            int(row["decimals"]),
            int(row["warn_days"]),
        )
        for row in csv.DictReader(text.splitlines())
    }
