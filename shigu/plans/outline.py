"""What of a joint plan may be shown without a word about single projects.

The outline is built by type: it holds only types of the engine into which no project goes (the
chain is judged from organisations, shares are between players), sums over at least ``FEWEST``
projects, and counts. Sharing is left out where a coalition rests on fewer. Placements, projects
left out, what each project buys, what spaces there are to offer, prices of spaces and pools and the
index entries of projects and spaces are no part of its type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TypeVar

from shigu.engine.chain.controlled import Control
from shigu.engine.chain.results import (
    AreaFrontier,
    Candidate,
    ChainAssessment,
    GapStability,
    ProductSpaceFindings,
)
from shigu.engine.chain.stress.results import Stress
from shigu.engine.plan.results import Entry, JointPlan, Limit, PackStamp, Sensitivity
from shigu.engine.sharing.results import Sharing

SCHEMA = "shigu.outline/1"
Opened = TypeVar("Opened", "OpenChain", "OpenIndex", "Swing")
FEWEST = 3
"""A sum over fewer projects would tell of single ones."""


@dataclass(frozen=True, slots=True)
class Computed:
    """How the plan was computed, without the conditions on single projects."""

    seed: int
    engine_version: str
    as_of: str
    horizon_years: int
    discount_rate: float


@dataclass(frozen=True, slots=True)
class Headline:
    """The plan in one sentence: counts, sums and players."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PlayerTotal:
    """What a player brings, places and hosts; yuan, ``None`` where too few stand behind it."""

    player: str
    brought: int
    placed: int
    hosts: int
    value_yuan: float | None
    hosted_value_yuan: float | None


@dataclass(frozen=True, slots=True)
class Swing:
    """One question "what if", without the placements that it moves."""

    code: str
    zh: str
    en: str
    draws: int
    objective_yuan: tuple[float, float, float]
    kept: float
    nucleolus_low: dict[str, float]
    nucleolus_high: dict[str, float]
    core_stable: float


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part of the plan that is left out here, and why."""

    part: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """Names of what every member may read."""

    players: dict[str, Entry]
    districts: dict[str, Entry]
    zones: dict[str, Entry]
    layers: dict[str, Entry]
    segments: dict[str, Entry]
    links: dict[str, Entry]
    supplies: tuple[tuple[str, str, float, float], ...]
    organisations: dict[str, Entry]
    sources: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class OpenChain(ChainAssessment):
    """The chain without what it offers of spaces and without the purchases of projects."""

    stress: Stress
    control: Control
    gap_stability: tuple[GapStability, ...]
    product_space: ProductSpaceFindings
    frontiers: tuple[AreaFrontier, ...]


@dataclass(frozen=True, slots=True)
class OutlineOfPlan:
    """The outline as it is kept and shown."""

    schema: str
    headline: Headline
    pack: PackStamp
    run: Computed
    chain: OpenChain
    candidates: tuple[Candidate, ...]
    totals: tuple[PlayerTotal, ...]
    sharing: Sharing | None
    sensitivity: tuple[Swing, ...]
    limits: tuple[Limit, ...]
    withheld: tuple[Withheld, ...]
    index: OpenIndex


def outline_of(plan: JointPlan, headline: Headline) -> OutlineOfPlan:
    """The part of a plan that is not about single projects."""
    run, index = plan.run, plan.index
    withheld = tuple(_withheld(plan.sharing))
    return OutlineOfPlan(
        schema=SCHEMA,
        headline=headline,
        pack=plan.pack,
        run=Computed(run.seed, run.engine_version, run.as_of, run.horizon_years, run.discount_rate),
        chain=_opened(OpenChain, plan.chain),
        candidates=plan.candidates,
        totals=tuple(_totals(plan)),
        sharing=None if withheld else plan.sharing,
        sensitivity=() if withheld else tuple(map(_swing, plan.sensitivity)),
        limits=plan.limits,
        withheld=withheld,
        index=_opened(OpenIndex, index),
    )


def _withheld(sharing: Sharing) -> Iterable[Withheld]:
    """What a coalition of one or two projects is worth is what those projects are worth."""
    few = [each for each in sharing.coalitions if each.placed is None or 0 < each.placed < FEWEST]
    if few:
        yield Withheld(
            "sharing",
            f"{len(few)} 个联盟单独行动时只能落位一两个项目，分享的数字会透露单个项目的价值，"
            "因此不列在概要里；参与各方可在全文中看到。",
            f"{len(few)} coalitions could place only one or two projects by themselves: the "
            "figures of sharing would tell what single projects are worth and are left out here; "
            "the full document has them.",
        )


def _swing(question: Sensitivity) -> Swing:
    return _opened(Swing, question)


def _opened(kind: type[Opened], whole: object) -> Opened:
    """The fields that ``kind`` has, and no others."""
    return kind(**{field.name: getattr(whole, field.name) for field in fields(kind)})


def _totals(plan: JointPlan) -> Iterable[PlayerTotal]:
    host = {space: _player_of(plan, space) for space in plan.index.spaces}
    introducer = {
        key: _player(plan, str(entry.attributes["introducer"]))
        for key, entry in plan.index.projects.items()
    }
    for player in plan.sharing.players:
        own = [p.value_yuan for p in plan.siting.placements if introducer[p.project] == player]
        hosted = [p.value_yuan for p in plan.siting.placements if host[p.space] == player]
        yield PlayerTotal(
            player=player,
            brought=sum(each == player for each in introducer.values()),
            placed=len(own),
            hosts=len(hosted),
            value_yuan=_sum(own),
            hosted_value_yuan=_sum(hosted),
        )


def _sum(values: list[float]) -> float | None:
    return sum(values) if len(values) >= FEWEST else None


def _player_of(plan: JointPlan, space: str) -> str:
    zone = str(plan.index.spaces[space].attributes["zone"])
    return _player(plan, str(plan.index.zones[zone].attributes["district"]))


def _player(plan: JointPlan, district: str) -> str:
    return str(plan.index.districts[district].attributes["player"])
