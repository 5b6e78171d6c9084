"""What is to be shared, and by which kind of rule: deals and the template of the terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite


class TermsError(ValueError):
    """Deals or a template that cannot be used: the place, what is wrong and the cure."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A placed project: who brought it (``None``: nobody), who gives the land, what it pays.

    ``tax_yuan[y]`` is the new local tax of year y + 1 from production, net of what the firm paid
    at its origin; ``discount[y]`` brings that year to present value; ``probability`` (0–1) is
    that of success. ``host_net_yuan`` is the expected present value of land income less public
    cost and falls to the host.

    Raises:
        TermsError: an amount is not finite, a factor or the probability out of range.
    """

    project: str
    introducer: str | None
    host: str
    probability: float
    tax_yuan: tuple[float, ...]
    discount: tuple[float, ...]
    host_net_yuan: float

    def __post_init__(self) -> None:
        if len(self.tax_yuan) != len(self.discount):
            raise TermsError(
                f"deal {self.project}: {len(self.tax_yuan)} years of tax but "
                f"{len(self.discount)} discount factors: give one factor a year"
            )
        if not all(map(isfinite, (*self.tax_yuan, *self.discount, self.host_net_yuan))):
            raise TermsError(f"deal {self.project}: amounts must be finite numbers")
        if not 0 <= self.probability <= 1:
            raise TermsError(
                f"deal {self.project}: the probability {self.probability} lies outside 0…1"
            )


@dataclass(frozen=True, slots=True)
class TermsTemplate:
    """A split of new local tax by phase between introducer, host and a joint fund (共同资金).

    ``phase_years`` are first and last years from production; ten years are the longest term in
    force (辽宁 2019), three years the first phase of 京津冀 2015 and 山东 2015. ``cap`` bounds what
    an introducer receives from one project as a share of its tax over the horizon: 0.7 is the
    upper end of Shandong's negotiating band (5:5 for moved firms, ±20 points). ``floor_yuan`` a
    year is a tenth of the 5,000,000 that 青川 is guaranteed (广元–青川 2009), as an introducer
    here brings single projects and not a park. ``fund``: whether a share of every project's tax,
    the same in all phases, may go to a joint fund that is distributed by fixed parts; without it
    nobody can be paid who neither brings nor hosts. Cap and floor do not count what it pays.

    Raises:
        TermsError: phases overlap or run backwards, or a number is out of range.
    """

    phase_years: tuple[tuple[int, int], ...] = ((1, 3), (4, 6), (7, 10))
    cap: float = 0.7
    floor_yuan: float = 500_000.0
    fund: bool = True

    def __post_init__(self) -> None:
        bounds = [0, *(year for phase in self.phase_years for year in phase)]
        backwards = any(last < first for first, last in self.phase_years)
        if not self.phase_years or backwards or not _phases_ascend(bounds):
            raise TermsError(f"phase_years {self.phase_years}: phases must follow each other")
        if not 0 <= self.cap <= 1:
            raise TermsError(f"cap {self.cap}: give a share between 0 and 1")
        if not (isfinite(self.floor_yuan) and self.floor_yuan >= 0):
            raise TermsError(f"floor_yuan {self.floor_yuan}: give a finite amount of at least 0")

    def phase_of(self, year: int) -> int | None:
        """The phase that holds in ``year`` (1 = first year from production)."""
        for k, (first, last) in enumerate(self.phase_years):
            if first <= year <= last:
                return k
        return None


def check_parties(deals: Sequence[Deal], players: Sequence[str]) -> None:
    """Raises:
    TermsError: a deal names somebody who is no player.
    """
    for deal in deals:
        for role, party in (("introducer", deal.introducer), ("host", deal.host)):
            if party is not None and party not in players:
                raise TermsError(
                    f"deal {deal.project}: its {role} {party} is none of the players "
                    f"{', '.join(players)}: correct it or add the player"
                )


def _phases_ascend(bounds: Sequence[int]) -> bool:
    """0 < first₁ ≤ last₁ < first₂ ≤ last₂ < …"""
    return all(bounds[i] < bounds[i + 1] for i in range(0, len(bounds) - 1, 2))
