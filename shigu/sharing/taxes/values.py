"""What a tax file holds, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Sums = Mapping[str, Mapping[str, int]]
"""Kind → part (gross, local) → fen."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of the file (``None`` = the whole file), by code and words."""

    row: int | None
    code: str
    words: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paid:
    """What a row says that a firm paid of one kind in a year (``month`` 0) or a month, in fen."""

    row: int
    firm: str
    name: str
    year: int
    month: int
    kind: str
    gross_fen: int | None
    local_fen: int | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TaxSheet:
    """All rows of a file, its own total row by kind ("" = over all kinds), and its faults."""

    encoding: str
    rows: tuple[Paid, ...]
    stated: Sums
    faults: tuple[Fault, ...]
