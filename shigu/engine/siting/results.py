"""What the siting engine answers; field names are those of ``plan.json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shigu.engine.reasons import Reason


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best plan that keeps the project out of its place.

    ``space`` is where the project then goes, ``None`` if nowhere; ``loss_yuan`` is what the
    whole plan loses, below 0 only where a lock costs the plan something.
    """

    space: str | None
    loss_yuan: float


@dataclass(frozen=True, slots=True)
class Placement:
    project: str
    space: str
    area_m2: float
    start: str
    value_yuan: float
    reasons: tuple[Reason, ...]
    runner_up: RunnerUp | None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A space that would take the project if one requirement were relaxed."""

    space: str
    constraint: str
    needed: str
    offered: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """``binding`` says what keeps the project out; ``cost_of_placing_yuan`` is what the plan
    would lose if it were forced in (``None`` where no space or pool admits it at all)."""

    project: str
    value_yuan: float
    binding: tuple[Reason, ...]
    cost_of_placing_yuan: float | None
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class ShadowPrice:
    """What one more ``unit`` of a resource is worth.

    ``yuan_per_unit`` is the dual of the LP relaxation; ``resolved_yuan`` is the gain of the
    relaxation when it is solved again with one unit more. They agree
    (``verified_by_resolve``) where the price holds for a whole unit, not only at the margin.
    ``plan_gain_yuan`` is what the integer plan itself gains with one unit more; ``None`` where
    that was not asked (all but the dearest rows) or not proven in time.
    """

    resource: str
    where: str
    unit: str
    used: float
    available: float
    yuan_per_unit: float
    resolved_yuan: float
    verified_by_resolve: bool
    plan_gain_yuan: float | None


@dataclass(frozen=True, slots=True)
class SitingPlan:
    objective_yuan: float
    bound_yuan: float
    gap: float
    status: Literal["optimal", "limit"]
    seconds: float
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    shadow_prices: tuple[ShadowPrice, ...]
