"""What one rule makes of a book, still as places and numbers."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from shigu.engine.sharing.rules.values import Rule
from shigu.engine.sharing.settlement.bases import Groups, Held
from shigu.engine.sharing.settlement.exact import Ints
from shigu.engine.sharing.settlement.ground import Ground
from shigu.engine.sharing.settlement.phases import LEFT

NUMBERS = ("y", "f", "k", "party", "base")
ALONE = pl.Schema({**dict.fromkeys(NUMBERS, pl.Int64()), "reason": pl.String()})


@dataclass(frozen=True)
class Outcome:
    """``lines`` has the columns of ``LINE``, ``untouched`` those of ``ALONE``; ``held`` is what the
    collecting parties hold afterwards, if the rule divides group by group."""

    rule: Rule
    lines: pl.DataFrame
    untouched: pl.DataFrame
    held: Held | None


def untouched_of(ground: Ground, groups: Groups, left: Ints) -> pl.DataFrame:
    """The groups that are left, with who collected them and why they stay there."""
    kept = groups.only(left > 0)
    reasons = pl.Series("reason", LEFT, pl.String).gather(left[left > 0])
    collector = ground.collector(kept.f, kept.y)
    columns = dict(zip(NUMBERS, (kept.y, kept.f, kept.k, collector, kept.base), strict=True))
    return pl.DataFrame(columns).with_columns(reasons)


def within(frame: pl.DataFrame, years: range) -> pl.DataFrame:
    return frame.filter(pl.col("y").is_between(years.start, years.stop - 1))
