"""What input–output analysis answers; field names are those of ``shigu chain assess``."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.chain.inputoutput.impact import Induced, Purchases
from shigu.engine.reasons import Reason


@dataclass(frozen=True, slots=True)
class SectorFinding:
    """A sector of the table. ``backward`` and ``forward`` are total linkages, 1 = the mean of
    all; multipliers are per unit of final demand; ``lost_without`` is the part (0–1) of the
    nation's output that vanishes with it."""

    sector: str
    backward: float
    forward: float
    output_multiplier: float
    value_added_multiplier: float
    import_multiplier: float
    lost_without: float


@dataclass(frozen=True, slots=True)
class LinkFlows:
    """A link as the mixture of its sectors: ``sectors`` maps each to its share, the figures are
    those of the mixture."""

    link: str
    sectors: dict[str, float]
    backward: float
    forward: float
    output_multiplier: float
    value_added_multiplier: float
    import_multiplier: float


@dataclass(frozen=True, slots=True)
class LinkImpact:
    """What a project at the link buys and sets in motion for each unit of its yearly output; all
    amounts grow in proportion to it, jobs are persons for each 万元."""

    link: str
    purchases: Purchases
    leakage: float
    nation: Induced
    cluster: Induced


@dataclass(frozen=True, slots=True)
class ProjectImpact:
    """An added project in its year of greatest output, amounts in 万元 (prices of the table's
    year). ``leakage`` (0–1) is the part of its purchases that surely leaves the cluster."""

    project: str
    link: str
    year: int
    output_wan: float
    purchases: Purchases
    leakage: float
    nation: Induced
    cluster: Induced


@dataclass(frozen=True, slots=True)
class InputOutput:
    """``area`` and ``year`` of the table; ``why`` says what is missing where there is none.
    ``home_shares`` is the part of each sector's goods that the cluster can supply to itself;
    sectors of which nothing is known are left out."""

    area: str | None
    year: int | None
    sectors: tuple[SectorFinding, ...]
    links: tuple[LinkFlows, ...]
    home_shares: dict[str, float]
    impacts: tuple[LinkImpact, ...]
    projects: tuple[ProjectImpact, ...]
    why: Reason | None
