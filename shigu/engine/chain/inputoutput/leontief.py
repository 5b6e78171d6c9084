"""Leontief and Ghosh: requirements, supplies, multipliers (Miller, Blair 2009)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.inputoutput.table import IoTable


def _require_output(flows: Floats, output: Floats) -> None:
    size = len(output)
    if not size or flows.shape != (size, size) or not np.isfinite(flows).all():
        raise ChainError("flows", f"they must be finite, {size} × {size}, not {flows.shape}")
    for at in np.flatnonzero(~(output > 0) | np.isinf(output))[:1]:
        raise ChainError(f"sector {at}", f"output must be above 0, not {output[at]}")


def coefficients(flows: Floats, output: Floats) -> Floats:
    """A = Z x̂⁻¹: what a unit of output of j buys from i (eq. 2.4; seller × buyer).

    Raises:
        ChainError: a flow is not finite, or a sector makes nothing.
    """
    _require_output(flows, output)
    bought: Floats = flows / output
    return bought


def allocations(flows: Floats, output: Floats) -> Floats:
    """B = x̂⁻¹ Z: the part of i's output that goes to j (eq. 12.3; seller × buyer).

    Raises:
        ChainError: a flow is not finite, or a sector makes nothing.
    """
    _require_output(flows, output)
    sold: Floats = flows / output[:, None]
    return sold


def inverse(shares: Floats, sectors: tuple[str, ...]) -> Floats:
    """(I − A)⁻¹: the Leontief inverse of ``coefficients`` (eq. 2.11), the Ghosh inverse of
    ``allocations`` (eq. 12.5).

    Raises:
        ChainError: there is none, or it has a negative entry: sectors consume more than they
            make; the place is the sector that leaves least.
    """
    size = len(shares)
    if not size or shares.shape != (size, size) or not np.isfinite(shares).all():
        raise ChainError("coefficients", f"they must be finite and square, not {shares.shape}")
    try:
        found: Floats = np.linalg.solve(np.eye(size) - shares, np.eye(size))
    except np.linalg.LinAlgError:
        found = np.full((size, size), -np.inf)
    if not np.isfinite(found).all() or found.min() < -1e-9:
        worst = sectors[int(shares.sum(axis=0).argmax())]
        raise ChainError(f"sector {worst}", "sectors consume more than they make: no inverse")
    return found


@dataclass(frozen=True, slots=True)
class Multipliers:
    """What a unit of final demand for a sector sets in motion at home (n each, type I).

    ``output`` = Σ_i l_ij; ``value_added`` and ``compensation`` are the same weighted by what a
    unit of output of i holds of each; ``imports`` is what is bought abroad on the way.
    ``value_added`` + ``imports`` = 1: a unit spent ends in one or the other.
    """

    output: Floats
    value_added: Floats
    imports: Floats
    compensation: Floats | None


def multipliers(table: IoTable) -> Multipliers:
    """Simple multipliers (Miller, Blair 2009, §6.2)."""
    total = inverse(coefficients(table.domestic, table.output), table.sectors)

    def of(amount: Floats | None) -> Floats | None:
        return None if amount is None else (amount / table.output) @ total

    return Multipliers(
        total.sum(axis=0),
        (table.value_added / table.output) @ total,
        (table.imported.sum(axis=0) / table.output) @ total,
        of(table.compensation),
    )
