"""What the sharing engine answers; field names are those of ``plan.json``. Amounts in yuan."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.reasons import Reason
from shigu.engine.sharing.terms import Deal

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class CoalitionValue:
    """v(S): the siting optimum of ``members`` alone; ``gap`` as certified by the solver.

    ``placed`` is how many projects it places, ``None`` where that is not known.
    """

    members: tuple[str, ...]
    value_yuan: float
    gap: float
    placed: int | None = None


@dataclass(frozen=True, slots=True)
class LeastCore:
    """``epsilon`` > 0: each coalition must give up that much before nobody leaves; ≤ 0: the core
    is not empty and every proper coalition keeps at least −epsilon more than alone."""

    epsilon: float
    allocation: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ShareIntervals:
    """For every game within the gaps, in yuan and players' order.

    ``shapley`` is exact: both ends are reached. ``nucleolus`` holds it for certain and may be
    wider than need be; ``None`` where within the gaps there may be no division that gives everyone
    what they have alone. ``epsilon`` is that of the least core, exact. ``core_empty`` is ``None``
    where the gaps leave it open.
    """

    shapley: tuple[Interval, ...]
    nucleolus: tuple[Interval, ...] | None
    epsilon: Interval
    core_empty: bool | None


@dataclass(frozen=True, slots=True)
class Excess:
    """e(S, x) = v(S) − x(S): positive = the coalition would gain that much by leaving."""

    members: tuple[str, ...]
    shapley: float
    nucleolus: float
    least_core: float


@dataclass(frozen=True, slots=True)
class TermsParameters:
    """Shares (0–1) of local tax of a project that one player introduced and another hosts.

    ``introducer[player][k]`` holds in phase k (``phase_years[k]`` = first and last year from
    production). ``fund`` goes to the joint fund in every phase, also where one player is both
    introducer and host; ``fund_parts[player]`` is the part of the fund that the player receives
    (to 0.1 %, summing to 1; empty where ``fund`` is 0). The host keeps the rest. ``cap`` bounds
    what the introducer receives from one project over the horizon, as a share of that project's
    tax; ``floor_yuan`` is what every introducer with a placed project gets in each year at
    least, as far as that year's tax reaches.
    """

    phase_years: tuple[tuple[int, int], ...]
    introducer: dict[str, tuple[float, ...]]
    fund: float
    fund_parts: dict[str, float]
    cap: float
    floor_yuan: float


@dataclass(frozen=True, slots=True)
class AgainstEqual:
    """One player under the designed terms and under 5:5: expected present value, yuan."""

    player: str
    target: float
    designed: float
    equal: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of one template; ``terms`` sets percentages for each introducing player,
    ``terms_uniform`` one set for all. ``error`` = Σ|designed − target| ÷ Σ|target|."""

    template: str
    base: str
    target: str
    parameters: TermsParameters
    expected_payments: dict[str, float]
    against_5_5: tuple[AgainstEqual, ...]
    error: float
    error_5_5: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """``deals`` are what each placement pays, so that other terms can be tried on them.
    ``intervals`` say between which amounts shares lie where a coalition has a gap; ``None`` = no
    coalition has any."""

    players: tuple[str, ...]
    coalitions: tuple[CoalitionValue, ...]
    stand_alone: tuple[float, ...]
    shapley: tuple[float, ...]
    nucleolus: tuple[float, ...]
    least_core: LeastCore
    core_empty: bool | None
    core_certificate: Reason
    excess: tuple[Excess, ...]
    would_leave: tuple[Reason, ...]
    surplus_yuan: float
    terms: Terms
    terms_uniform: Terms
    deals: tuple[Deal, ...] = ()
    intervals: ShareIntervals | None = None
