"""An added project: what it buys inside and outside the cluster, and what that sets in motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.inputoutput.bridge import WHOLE, Home
from shigu.engine.chain.inputoutput.leontief import coefficients, inverse
from shigu.engine.chain.inputoutput.table import IoTable


@dataclass(frozen=True, slots=True)
class Purchases:
    """Where the purchases of one year go, in the table's unit.

    ``inside`` the cluster at most, ``elsewhere`` at home, ``imported``, and ``unknown``: bought
    at home from sectors of which the cluster's strength is not known.
    """

    inside: float
    elsewhere: float
    imported: float
    unknown: float

    @property
    def total(self) -> float:
        return self.inside + self.elsewhere + self.imported + self.unknown


@dataclass(frozen=True, slots=True)
class Induced:
    """What the purchases set in motion at suppliers and their suppliers, without the project
    itself: output, value added and compensation of employees in the table's unit,
    ``jobs_low``…``jobs_high`` in persons; ``None`` where the table says nothing."""

    output: float
    value_added: float
    compensation: float | None
    jobs_low: float | None
    jobs_high: float | None


@dataclass(frozen=True, slots=True)
class Impact:
    """``leakage`` is the part of purchases that surely leaves the cluster; ``nation`` and
    ``cluster`` what is induced in either (the cluster at most)."""

    purchases: Purchases
    leakage: float
    nation: Induced
    cluster: Induced


@dataclass(frozen=True, slots=True)
class Economy:
    """A table made ready for many projects: inverses of the nation and of the cluster, in which
    only purchases that it can supply itself go on (A scaled by rows)."""

    table: IoTable
    home: Home
    domestic: Floats
    imported: Floats
    nation: Floats
    cluster: Floats


def economy(table: IoTable, home: Home) -> Economy:
    """Raises:
    ChainError: there is no inverse.
    """
    domestic = coefficients(table.domestic, table.output)
    kept = domestic * home.share[:, None]
    return Economy(
        table,
        home,
        domestic,
        coefficients(table.imported, table.output),
        inverse(domestic, table.sectors),
        inverse(kept, table.sectors),
    )


def impact(given: Economy, mixture: Floats, output: float) -> Impact:
    """The impact of a project that makes ``output`` a year with the inputs of ``mixture``.

    Direct purchases are d = A m y (m the sectors of its link, y its output). Suppliers make
    L d; inside the cluster (I − p̂A)⁻¹ p̂ d, with p the part of each sector that the cluster
    can supply. Consumption out of wages is not counted (type I).

    Args:
        mixture: shares of sectors, sum 1 (n).
        output: above 0, in the table's unit of money; amounts come in the same.

    Raises:
        ChainError: the output is not a positive number, or the shares do not sum to 1.

    Reference:
        Miller, Blair 2009, §§2.2, 3.2, 6.2.
    """
    if not 0 < output < np.inf:
        raise ChainError("project", f"its yearly output must be above 0, not {output}")
    if mixture.shape != (len(given.table.sectors),) or not abs(mixture.sum() - 1) <= WHOLE:
        raise ChainError("project", f"its shares of sectors sum to {mixture.sum():.6g}, not 1")
    direct = given.domestic @ mixture * output
    abroad = float((given.imported @ mixture).sum() * output)
    inside = direct * given.home.share
    known = direct * given.home.known
    bought = Purchases(
        float(inside.sum()),
        float((known - inside).sum()),
        abroad,
        float((direct - known).sum()),
    )
    leaves = (bought.elsewhere + bought.imported) / bought.total if bought.total else 0.0
    return Impact(
        bought,
        leaves,
        _induced(given.table, given.nation @ direct),
        _induced(given.table, given.cluster @ inside),
    )


def _induced(table: IoTable, made: Floats) -> Induced:
    def of(amount: Floats | None) -> float | None:
        return None if amount is None else float(amount / table.output @ made)

    return Induced(
        float(made.sum()),
        float(table.value_added / table.output @ made),
        of(table.compensation),
        of(table.jobs_low),
        of(table.jobs_high),
    )
