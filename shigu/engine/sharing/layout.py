"""The percentages of a template as one vector θ, and the limits they keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.ledger import Ledger, Rates
from shigu.engine.sharing.terms import TermsTemplate

Floats = NDArray[np.float64]

EQUAL = 0.5
"""5:5, the usual rule: half to the introducer, half to the host, nothing in common."""

DECIMALS = 3
"""Percentages are written with one decimal, as officers write them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """θ holds K percentages for each of G groups of deals, then K in common.

    ``groups`` (D × G) marks the deals that one set of introducer percentages governs;
    ``common`` is whether there is an account for a common share.
    """

    groups: Floats
    phases: int
    common: bool

    @property
    def introducers(self) -> int:
        """The number of introducer percentages, which come first."""
        return len(self.groups.T) * self.phases

    @property
    def size(self) -> int:
        return self.introducers + (self.phases if self.common else 0)

    @property
    def equal(self) -> Floats:
        """θ of 5:5."""
        return np.where(np.arange(self.size) < self.introducers, EQUAL, 0.0)

    def split(self, theta: Floats) -> tuple[Floats, Floats]:
        """Introducer (G × K) and common (K) shares."""
        shares = theta[: self.introducers].reshape(-1, self.phases)
        return shares, theta[self.introducers :] if self.common else np.zeros(self.phases)

    def rates(self, theta: Floats, template: TermsTemplate) -> Rates:
        shares, common = self.split(theta)
        return Rates(self.groups @ shares, common, template.cap, template.floor_yuan)

    def limits(self) -> tuple[Floats, Floats]:
        """Normals and bounds of θ ≥ 0 and introducer + common ≤ 1 in each phase."""
        unit = np.eye(self.size)
        sums = unit[: self.introducers].copy()
        if self.common:
            shared = unit[self.introducers :]
            sums = sums + np.tile(shared, (len(self.groups.T), 1)) if len(sums) else shared
        bounds = np.where(np.arange(self.size + len(sums)) < self.size, 0.0, -1.0)
        return np.vstack([unit, -sums]), bounds

    def rounded(self, theta: Floats) -> Floats:
        """θ to 0.1 %; where the sum would pass 100 %, the introducer's share gives way."""
        shares, common = self.split(np.round(theta, DECIMALS))
        kept = np.minimum(shares, 1.0 - common).ravel()
        return np.round(np.concatenate([kept, common]) if self.common else kept, DECIMALS)


def layout(book: Ledger, template: TermsTemplate, *, by_introducer: bool) -> Layout:
    """One group an introducing player, or one for all; common only where there is an account."""
    groups = book.brought[:, book.brought.sum(axis=0) > 0]
    if not by_introducer and groups.size:
        groups = groups.max(axis=1, keepdims=True)
    return Layout(groups, len(template.phase_years), template.common_account is not None)
