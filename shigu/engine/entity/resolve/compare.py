"""The evidence that two records are of one organisation, field by field, in bits.

The sum of independent log-likelihood ratios is Fellegi & Sunter's (1969); the bits of
``evidence.csv`` are set by hand so that a sum of 8 stands for one wrong match in some hundreds.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

import numpy as np
from rapidfuzz.distance import OSA

from shigu.engine.entity.names.kinship import limit_of
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.names.standing import standing
from shigu.engine.entity.resolve.levels import (
    address_level,
    capital_level,
    code_level,
    founded_level,
)
from shigu.engine.entity.resolve.records import Record, facts
from shigu.engine.reasons import Explained, Reason

SAME_FROM = 8
UNSURE_FROM = 3
FIELDS = ("code", "name", "founded", "capital", "address")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One level of agreement of one field, with its weight in bits."""

    field: str
    level: str
    bits: int
    zh: str
    en: str


@cache
def evidence() -> dict[str, tuple[Evidence, ...]]:
    """The levels of each field in their order."""
    listed = files("shigu.engine.entity.resolve").joinpath("evidence.csv").read_text("utf-8")
    rows = [
        Evidence(row["field"], row["level"], int(row["bits"]), row["zh"], row["en"])
        for row in csv.DictReader(listed.splitlines())
    ]
    return {field: tuple(levels) for field, levels in groupby(rows, lambda row: row.field)}


def compare(one: Record, other: Record) -> Explained[int]:
    """Bits for (above 0) or against one organisation, a reason for each field; symmetric."""
    left, right = facts([one, other]).view(np.recarray)
    plain = plain_name(one.name), plain_name(other.name)
    levels = (
        code_level(left, right),
        standing(left, right, OSA.distance(*plain), limit_of(*plain)),
        founded_level(left, right),
        capital_level(left, right),
        address_level(left, right),
    )
    found = [evidence()[field][level] for field, level in zip(FIELDS, levels, strict=True)]
    return Explained(sum(row.bits for row in found), tuple(map(_told, found)))


def _told(row: Evidence) -> Reason:
    sign = f"{row.bits:+d}"
    return Reason(
        f"entity.{row.field}.{row.level}",
        f"{row.zh}（{sign} 比特）",
        f"{row.en} ({sign} bits)",
        {"field": row.field, "level": row.level, "bits": row.bits},
    )
