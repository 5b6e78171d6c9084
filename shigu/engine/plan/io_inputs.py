"""From the tables of a pack to one input–output table, its bridge and the projects."""

from __future__ import annotations

import polars as pl

from shigu.engine.chain.inputoutput.assess import AddedProject, IoInputs
from shigu.engine.chain.inputoutput.bridge import LinkSector
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_inputs import leaf_links
from shigu.engine.plan.io_table import io_table


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
        io_table(mine, ids, pack.tables["sector_flows"]),
        tuple(LinkSector(*row) for row in rows),
        _projects(pack),
    )


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
