"""From the tables of a pack to one input–output table, its bridge and the projects."""

from __future__ import annotations

import numpy as np
import polars as pl

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.inputoutput.assess import AddedProject, IoInputs
from shigu.engine.chain.inputoutput.bridge import LinkSector
from shigu.engine.chain.inputoutput.table import IoTable
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_inputs import leaf_links

YUAN_PER_WAN = 10_000


def io_inputs(pack: Pack) -> IoInputs | None:
    """The table of the latest year (of the first area by name), ``None`` where the pack has none.

    Raises:
        ChainError: it does not balance or holds what is no amount.
    """
    sectors = pack.tables["sectors"]
    if sectors.is_empty():
        return None
    area, year = (
        sectors.sort(["year", "area"], descending=[True, False]).select("area", "year").row(0)
    )
    mine = sectors.filter((pl.col("area") == area) & (pl.col("year") == year)).sort("number")
    ids = mine["id"].to_list()
    links = leaf_links(pack)["id"].implode()
    bridge = pack.tables["link_sectors"].filter(
        pl.col("link").is_in(links) & pl.col("sector").is_in(mine["id"].implode())
    )
    rows = bridge.select("link", "sector", "share").iter_rows()
    return IoInputs(
        area,
        year,
        _table(mine, ids, pack.tables["sector_flows"]),
        tuple(LinkSector(*row) for row in rows),
        _projects(pack),
    )


def _table(sectors: pl.DataFrame, ids: list[str], flows: pl.DataFrame) -> IoTable:
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


def _projects(pack: Pack) -> tuple[AddedProject, ...]:
    """Projects that have a link and an output, in their year of greatest output."""
    years = pack.tables["project_years"].filter(pl.col("output_wan") > 0)
    peak = years.sort(["output_wan", "year"], descending=[True, False]).unique(
        "project", keep="first", maintain_order=True
    )
    rows = (
        pack.tables["projects"]
        .filter(pl.col("link").is_not_null())
        .join(peak, left_on="id", right_on="project", maintain_order="left")
    )
    return tuple(
        AddedProject(*row) for row in rows.select("id", "link", "year", "output_wan").iter_rows()
    )
