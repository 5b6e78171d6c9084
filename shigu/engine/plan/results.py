"""The joint plan as ``plan.json`` holds it; its JSON Schema is made from these types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shigu.engine.chain.controlled import Control
from shigu.engine.chain.inputoutput.results import InputOutput
from shigu.engine.chain.results import (
    AreaFrontier,
    Candidate,
    ChainAssessment,
    GapStability,
    MoveOffer,
    ProductSpaceFindings,
)
from shigu.engine.chain.stress.results import Stress
from shigu.engine.reasons import Input
from shigu.engine.sharing.results import Sharing
from shigu.engine.siting.results import SitingPlan

SCHEMA = "shigu.plan/1"


@dataclass(frozen=True, slots=True)
class PackStamp:
    """Which data: ``hash`` is SHA-256 over the pack's files in order of their names."""

    name: str
    version: str
    title_zh: str
    title_en: str
    hash: str
    rows: dict[str, int]
    facts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """How the plan was computed; ``locked`` (project → space) and ``forbidden`` (project, space)
    are the conditions it was given."""

    seed: int
    seconds: float
    engine_version: str
    as_of: str
    horizon_years: int
    discount_rate: float
    phases: dict[str, float]
    locked: dict[str, str] = field(default_factory=dict)
    forbidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that the report names. ``attributes`` are the columns it shows, under their names."""

    zh: str
    en: str
    status: Literal["fact", "illustrative"]
    source: str | None
    attributes: dict[str, Input]


Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything by id, so that the report needs no other file. Boundaries in WGS 84 degrees."""

    players: dict[str, Entry]
    districts: dict[str, Entry]
    zones: dict[str, Entry]
    layers: dict[str, Entry]
    segments: dict[str, Entry]
    links: dict[str, Entry]
    supplies: tuple[tuple[str, str, float, float], ...]
    organisations: dict[str, Entry]
    spaces: dict[str, Entry]
    projects: dict[str, Entry]
    scenes: dict[str, Entry]
    sectors: dict[str, Entry]
    pools: dict[str, Entry]
    quotas: dict[str, Entry]
    sources: dict[str, Entry]
    boundaries: dict[str, tuple[Ring, ...]]


@dataclass(frozen=True, slots=True)
class ChainPart(ChainAssessment):
    """What is missing (``links``, ``gaps``), what stops when somebody falls (``stress``), how much
    is in the hands of cluster, city, province and nation (``control``), how sure each rank is and
    what there is to offer, how demanding links are and where each area could go next, and what
    projects set in motion (``input_output``)."""

    stress: Stress
    control: Control
    gap_stability: tuple[GapStability, ...]
    moves: tuple[MoveOffer, ...]
    product_space: ProductSpaceFindings
    frontiers: tuple[AreaFrontier, ...]
    input_output: InputOutput


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One question "what if": how the answer moves.

    ``objective_yuan`` is (lowest, base, highest), the base among them; ``kept`` is the share of
    the plan's placements that stay, ``core_stable`` that of the draws whose core is not empty;
    ``draws`` is the number of plans solved for it.
    """

    code: str
    zh: str
    en: str
    draws: int
    objective_yuan: tuple[float, float, float]
    kept: float
    placements_kept: dict[str, float]
    nucleolus_low: dict[str, float]
    nucleolus_high: dict[str, float]
    core_stable: float


@dataclass(frozen=True, slots=True)
class Limit:
    """What the reader must know before relying on the plan."""

    code: str
    zh: str
    en: str
    count: int | None


@dataclass(frozen=True, slots=True)
class JointPlan:
    schema: str
    pack: PackStamp
    run: Run
    chain: ChainPart
    candidates: tuple[Candidate, ...]
    siting: SitingPlan
    sharing: Sharing
    sensitivity: tuple[Sensitivity, ...]
    limits: tuple[Limit, ...]
    index: Index
