"""What the siting engine answers; field names are those of ``plan.json``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shigu.engine.reasons import Reason
from shigu.engine.watch import Reading

Order = Literal["money", "money-score", "score-money"]
ORDERS = ("money", "money-score", "score-money")


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best plan that keeps the project out of its place.

    ``space`` is where the project then goes, ``None`` if nowhere; ``loss_yuan`` is what the
    whole plan loses, below 0 only where a lock costs the plan something. Only what is proven
    stands here; a placement whose runner-up is open says in its reason
    ``siting.runner_up_open`` what is known of it, as an interval.
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
    score: float = 0.0


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
    would lose if it were forced in (``None`` where no space or pool admits it at all, or the
    cost is not proven: then the reason ``siting.forced_open`` says the interval)."""

    project: str
    value_yuan: float
    binding: tuple[Reason, ...]
    cost_of_placing_yuan: float | None
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class ShadowPrice:
    """What one more ``unit`` of a resource is worth.

    By the ``method`` "dual" ``yuan_per_unit`` is the dual of the LP relaxation; ``resolved_yuan``
    is the gain of the relaxation when it is solved again with one unit more. They agree
    (``verified_by_resolve``) where the price holds for a whole unit, not only at the margin.
    ``plan_gain_yuan`` is what the integer plan itself gains with one unit more; ``None`` where
    that was not asked (all but the dearest rows) or not proven in time. ``yuan_per_unit`` holds
    while ``available`` lies between ``holds_from`` and ``holds_to``, all else unchanged; ``None``
    = without end.

    By the ``method`` "lagrangian" (more than 20,000 pairs of project and space that fit)
    ``yuan_per_unit`` is the multiplier that proves the bound of the plan. It is near the dual, not
    equal to it: it was not solved again, and how far it holds is not known.
    """

    resource: str
    where: str
    unit: str
    used: float
    available: float
    yuan_per_unit: float
    resolved_yuan: float | None
    verified_by_resolve: bool
    plan_gain_yuan: float | None
    holds_from: float | None = None
    holds_to: float | None = None
    method: Literal["dual", "lagrangian"] = "dual"


@dataclass(frozen=True, slots=True)
class Gained:
    """What two projects gain from standing near each other, beyond their own values."""

    one: str
    other: str
    synergy: str
    value_yuan: float
    score: float


@dataclass(frozen=True, slots=True)
class Aimed:
    """Which aim came first and what part of its best could be given up for the other.

    The plan is the most money with at least ``least_score`` points; ``None`` = points did not
    count.
    """

    order: Order
    tolerance: float
    least_score: float | None


@dataclass(frozen=True, slots=True)
class FrontPoint:
    """One plan. With at least ``score`` points no plan is worth more than ``bound_yuan``."""

    money_yuan: float
    score: float
    bound_yuan: float
    gap: float
    assignment: dict[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """A project that changes its place; ``None`` = without a place."""

    project: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FrontChange:
    """What it takes to go from one point to the next: money lost (below 0), points gained."""

    money_yuan: float
    score: float
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """Where points may lie that were not sought: more than ``score_from`` and less than
    ``score_to`` points, worth less than ``money_yuan``."""

    score_from: float
    score_to: float
    money_yuan: float


@dataclass(frozen=True, slots=True)
class Front:
    """``points`` from most money to most score; ``changes[i]`` leads from point i to i + 1.

    ``proven``: every point is an optimum. ``complete``: there is no other point, ``open`` is
    empty and all are proven.
    """

    points: tuple[FrontPoint, ...]
    changes: tuple[FrontChange, ...]
    open: tuple[OpenStretch, ...]
    proven: bool
    complete: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class SitingPlan:
    """``objective_yuan`` is the sum of the values of placements and synergies.

    ``score`` is the sum of their points, ``None`` where nothing in the problem scores; it never
    enters the objective. Every loss and price holds under ``goal``. ``log`` holds every
    improvement of plan and bound while the most money was searched for; how that went is no part
    of what two plans are compared by.
    """

    objective_yuan: float
    bound_yuan: float
    gap: float
    status: Literal["optimal", "limit"]
    seconds: float
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    shadow_prices: tuple[ShadowPrice, ...]
    score: float | None = None
    synergies: tuple[Gained, ...] = ()
    goal: Aimed | None = None
    front: Front | None = None
    log: tuple[Reading, ...] = field(default=(), compare=False)
