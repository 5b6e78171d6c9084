"""The rows of one input–output table as matrices."""

from __future__ import annotations

import numpy as np
import polars as pl

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.inputoutput.table import IoTable

YUAN_PER_WAN = 10_000


def io_table(sectors: pl.DataFrame, ids: list[str], flows: pl.DataFrame) -> IoTable:
    """The table of these sectors; flows from or to others are left out.

    Raises:
        ChainError: it does not balance or holds what is no amount.
    """
    place = {sector: number for number, sector in enumerate(ids)}
    size = len(ids)
    domestic, imported = np.zeros((2, size, size))
    mine = pl.col("from_sector").is_in(ids) & pl.col("to_sector").is_in(ids)
    columns = ("from_sector", "to_sector", "domestic_wan", "imported_wan")
    for seller, buyer, home, abroad in flows.filter(mine).select(columns).iter_rows():
        domestic[place[seller], place[buyer]] = home
        imported[place[seller], place[buyer]] = abroad
    low, high = _jobs(sectors)
    return IoTable(
        tuple(ids),
        domestic,
        imported,
        sectors["output_wan"].to_numpy().astype(float),
        sectors["value_added_wan"].to_numpy().astype(float),
        _column(sectors, "compensation_wan"),
        low,
        high,
    )


def _column(sectors: pl.DataFrame, name: str) -> Floats | None:
    column = sectors[name]
    return None if column.null_count() else column.to_numpy().astype(float)


def _jobs(sectors: pl.DataFrame) -> tuple[Floats | None, Floats | None]:
    """Persons as counted; else compensation ÷ the higher and the lower yearly pay."""
    counted = _column(sectors, "jobs")
    if counted is not None:
        return counted, counted
    paid = _column(sectors, "compensation_wan")
    low, high = (_column(sectors, name) for name in ("pay_low_yuan", "pay_high_yuan"))
    if paid is None or low is None or high is None:
        return None, None
    return paid * YUAN_PER_WAN / high, paid * YUAN_PER_WAN / low
