"""Backward and forward linkages: who pulls on many, and who feeds many."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.inputoutput.leontief import allocations, coefficients, inverse
from shigu.engine.chain.inputoutput.table import IoTable


@dataclass(frozen=True, slots=True)
class Linkages:
    """Normalised linkages of each sector (n), 1 = the mean of all.

    ``backward`` = n Σ_i l_ij / Σ l (eq. 12.17), ``forward`` = n Σ_j g_ij / Σ g (eq. 12.20); a
    sector above 1 in both is a key sector.
    """

    backward: Floats
    forward: Floats


def linkages(table: IoTable) -> Linkages:
    """Total backward linkages (Leontief) and forward linkages (Ghosh) of domestic flows.

    Reference:
        Rasmussen 1956, Studies in Inter-Sectoral Relations; Miller, Blair 2009, §12.2.
    """
    needs = inverse(coefficients(table.domestic, table.output), table.sectors).sum(axis=0)
    feeds = inverse(allocations(table.domestic, table.output), table.sectors).sum(axis=1)
    return Linkages(needs / needs.mean(), feeds / feeds.mean())
