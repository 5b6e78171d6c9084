"""Sectors, links and projects of a pack under its input–output table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.inputoutput.bridge import LinkSector, home_shares, mixtures
from shigu.engine.chain.inputoutput.extraction import extraction
from shigu.engine.chain.inputoutput.impact import Economy, economy, impact
from shigu.engine.chain.inputoutput.leontief import multipliers
from shigu.engine.chain.inputoutput.linkages import linkages
from shigu.engine.chain.inputoutput.results import (
    InputOutput,
    LinkFlows,
    LinkImpact,
    ProjectImpact,
    SectorFinding,
)
from shigu.engine.chain.inputoutput.table import IoTable
from shigu.engine.chain.results import LinkAssessment
from shigu.engine.reasons import Reason

FIGURES = 6


@dataclass(frozen=True, slots=True)
class AddedProject:
    """A project at ``link`` with its year of greatest output."""

    id: str
    link: str
    year: int
    output_wan: float


@dataclass(frozen=True, slots=True)
class IoInputs:
    """One table of one area and year, with how links and projects stand to it."""

    area: str
    year: int
    table: IoTable
    bridge: tuple[LinkSector, ...]
    projects: tuple[AddedProject, ...]


NO_TABLE = Reason(
    "chain.inputoutput.no_table",
    "数据包没有投入产出表：请填 sectors、sector_flows，并在 link_sectors 中写明各环节所属部门。",
    "The pack has no input–output table: fill in sectors and sector_flows, and say in link_sectors "
    "to which sectors the links belong.",
)


def input_output(given: IoInputs | None, links: Sequence[LinkAssessment]) -> InputOutput:
    """Linkages, multipliers and extraction of sectors; the same of links; impact of projects.

    Raises:
        ChainError: the table has no inverse or the bridge does not fit it.
    """
    if given is None:
        return InputOutput(None, None, (), (), {}, (), (), NO_TABLE)
    figures = _figures(given.table)
    mixture = mixtures(given.table, given.bridge)
    home = home_shares(mixture, _counts(links), len(given.table.sectors))
    whole = economy(given.table, home)
    return InputOutput(
        given.area,
        given.year,
        tuple(_sectors(given.table, figures)),
        tuple(_links(given.table, mixture, figures)),
        {
            sector: float(share)
            for sector, share, known in zip(
                given.table.sectors, home.share, home.known, strict=True
            )
            if known
        },
        tuple(_impacts(whole, mixture)),
        tuple(_projects(given.projects, whole, mixture)),
        None,
    )


def _figures(table: IoTable) -> Floats:
    """Six figures of each sector, in the order of ``SectorFinding`` (figures × n)."""
    ties, many = linkages(table), multipliers(table)
    lost = extraction(table).whole.sum(axis=0) / table.output.sum()
    return np.array(
        [ties.backward, ties.forward, many.output, many.value_added, many.imports, lost]
    )


def _counts(links: Sequence[LinkAssessment]) -> dict[str, tuple[float, float]]:
    return {
        link.id: (float(found.observed), found.expected)
        for link in links
        if (found := link.location_quotient) is not None
    }


def _sectors(table: IoTable, figures: Floats) -> Iterator[SectorFinding]:
    for sector, row in zip(table.sectors, figures.T, strict=True):
        yield SectorFinding(sector, *(float(figure) for figure in row))


def _links(table: IoTable, mixture: Mapping[str, Floats], figures: Floats) -> Iterator[LinkFlows]:
    for link, shares in mixture.items():
        named = {
            sector: float(share)
            for sector, share in zip(table.sectors, shares, strict=True)
            if share
        }
        yield LinkFlows(link, named, *(float(f) for f in (figures @ shares)[: FIGURES - 1]))


def _impacts(whole: Economy, mixture: Mapping[str, Floats]) -> Iterator[LinkImpact]:
    for link, shares in mixture.items():
        found = impact(whole, shares, 1.0)
        yield LinkImpact(link, found.purchases, found.leakage, found.nation, found.cluster)


def _projects(
    projects: Sequence[AddedProject], whole: Economy, mixture: Mapping[str, Floats]
) -> Iterator[ProjectImpact]:
    """Projects whose link has its sectors."""
    for project in projects:
        if project.link in mixture:
            found = impact(whole, mixture[project.link], project.output_wan)
            yield ProjectImpact(
                project.id,
                project.link,
                project.year,
                project.output_wan,
                found.purchases,
                found.leakage,
                found.nation,
                found.cluster,
            )
