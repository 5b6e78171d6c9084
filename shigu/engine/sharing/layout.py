"""The percentages of a template as one vector θ, and the limits they keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.ledger import Ledger, Rates
from shigu.engine.sharing.terms import TermsTemplate

Floats = NDArray[np.float64]

EQUAL = 0.5
"""5:5, the usual rule: half to the introducer, half to the host, nothing to a fund."""

DECIMALS = 3
"""Percentages are written with one decimal, as officers write them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """θ holds K percentages for each of G groups of deals, then fᵢ = c·dᵢ for each player.

    ``groups`` (D × G) marks the deals that one set of introducer percentages governs; ``fund``
    is whether there is a joint fund, with share c = Σ fᵢ and parts dᵢ.
    """

    groups: Floats
    phases: int
    players: int
    fund: bool

    @property
    def introducers(self) -> int:
        """The number of introducer percentages, which come first."""
        return len(self.groups.T) * self.phases

    @property
    def size(self) -> int:
        return self.introducers + (self.players if self.fund else 0)

    @property
    def equal(self) -> Floats:
        """θ of 5:5."""
        return np.where(np.arange(self.size) < self.introducers, EQUAL, 0.0)

    @property
    def agreed(self) -> Floats:
        """The matrix that takes θ to what is negotiated: introducer percentages and c."""
        rows = np.eye(self.size)[: self.introducers]
        whole = np.where(np.arange(self.size) < self.introducers, 0.0, 1.0)
        return np.vstack([rows, whole]) if self.fund else rows

    def split(self, theta: Floats) -> tuple[Floats, Floats]:
        """Introducer shares (G × K) and the players' shares through the fund (P)."""
        shares = theta[: self.introducers].reshape(-1, self.phases)
        return shares, theta[self.introducers :] if self.fund else np.zeros(self.players)

    def joined(self, shares: Floats, fund: Floats) -> Floats:
        """θ in which the introducers' shares give way where the sum would pass 100 %."""
        kept = np.minimum(shares, 1.0 - fund.sum()).ravel()
        return np.concatenate([kept, fund]) if self.fund else kept

    def rates(self, theta: Floats, template: TermsTemplate) -> Rates:
        shares, fund = self.split(theta)
        return Rates(self.groups @ shares, fund, template.cap, template.floor_yuan)

    def limits(self) -> tuple[Floats, Floats]:
        """Normals and bounds of θ ≥ 0 and introducer + c ≤ 1 in each phase."""
        unit = np.eye(self.size)
        sums = unit[: max(self.introducers, 1)].copy()
        sums[:, self.introducers :] = 1.0
        bounds = np.where(np.arange(self.size + len(sums)) < self.size, 0.0, -1.0)
        return np.vstack([unit, -sums]), bounds

    def rounded(self, theta: Floats) -> Floats:
        """θ with introducer percentages, c and the parts dᵢ to 0.1 %, the parts summing to 1."""
        shares, fund = self.split(theta)
        share = np.round(fund.sum(), DECIMALS)
        parts = whole_parts(fund) if share > 0 else np.zeros(self.players)
        whole = self.joined(np.round(shares, DECIMALS), share * parts)
        kept = np.round(whole[: self.introducers], DECIMALS)
        return np.concatenate([kept, whole[self.introducers :]])


def whole_parts(weights: Floats) -> Floats:
    """Parts to 0.1 % in proportion to ``weights`` that sum to 1 (largest remainder, Hamilton)."""
    steps = 10**DECIMALS
    exact = steps * weights / weights.sum()
    parts = np.floor(exact)
    behind = np.argsort(parts - exact, kind="stable")
    parts[behind[: steps - int(parts.sum())]] += 1.0
    whole: Floats = parts / steps
    return whole


def layout(book: Ledger, template: TermsTemplate, *, by_introducer: bool) -> Layout:
    """One group an introducing player, or one for all; a fund where there is tax to take from."""
    groups = book.brought[:, book.brought.sum(axis=0) > 0]
    if not by_introducer and groups.size:
        groups = groups.max(axis=1, keepdims=True)
    fund = template.fund and float(book.probability @ book.pooled) > 0
    return Layout(groups, len(template.phase_years), len(book.players), fund)
