"""Links of a chain as mixtures of sectors of a table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError, within
from shigu.engine.chain.inputoutput.table import IoTable

WHOLE = 1e-5


@dataclass(frozen=True, slots=True)
class LinkSector:
    """``share`` (0–1] of what is made at ``link`` belongs to ``sector``.

    Raises:
        ChainError: the share is out of range.
    """

    link: str
    sector: str
    share: float

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            place = f"link {self.link} in sector {self.sector}"
            raise ChainError(place, f"share must be above 0 and at most 1, not {self.share}")


def mixtures(table: IoTable, rows: Iterable[LinkSector]) -> Mapping[str, Floats]:
    """The sectors of each link as a vector of shares that sum to 1 (n).

    Raises:
        ChainError: a sector is unknown, a pair occurs twice, or the shares of a link do not sum
            to 1.
    """
    found: dict[str, Floats] = defaultdict(lambda: np.zeros(len(table.sectors)))
    for row in rows:
        place = table.place(row.sector)
        if found[row.link][place]:
            raise ChainError(f"link {row.link} in sector {row.sector}", "it occurs twice")
        found[row.link][place] = row.share
    for link, shares in found.items():
        if abs(shares.sum() - 1) > WHOLE:
            raise ChainError(f"link {link}", f"its shares of sectors sum to {shares.sum():.6g}")
    return dict(found)


@dataclass(frozen=True, slots=True)
class Home:
    """The part of each sector's goods that the cluster can supply to itself: ``share`` (n, 0–1),
    ``known`` (n) where anything is known of it."""

    share: Floats
    known: Floats


def home_shares(
    mixture: Mapping[str, Floats], counts: Mapping[str, tuple[float, float]], sectors: int
) -> Home:
    """Supply percentages by the simple location quotient: p_s = min(1, Σ observed / Σ expected).

    A sector in which the cluster is as strong as the reference area covers its own needs, a
    weaker one the part that its quotient says (an upper limit: it may sell elsewhere). Counts of
    links are divided over sectors by their shares.

    Args:
        mixture: sectors of each link.
        counts: observed and expected firms by link, where there is a reference.
        sectors: how many.

    Raises:
        ChainError: a count is negative or not finite; the place is its link.

    Reference:
        Miller, Blair 2009, §8.2.1.
    """
    observed, expected = np.zeros(sectors), np.zeros(sectors)
    for link, shares in mixture.items():
        if link in counts:
            within(f"link {link}", "observed", counts[link][0], math.inf)
            within(f"link {link}", "expected", counts[link][1], math.inf)
            observed += shares * counts[link][0]
            expected += shares * counts[link][1]
    known = expected > 0
    share = np.minimum(1, np.divide(observed, expected, out=np.zeros(sectors), where=known))
    return Home(share, known.astype(float))
