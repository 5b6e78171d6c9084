"""A national input–output table, checked: it balances, and its inverse exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError

BALANCE = 1e-6


@dataclass(frozen=True, slots=True)
class IoTable:
    """Flows between n sectors in one year, money in one unit.

    ``domestic[i, j]`` is what sector j buys from domestic sector i, ``imported[i, j]`` the same
    from abroad; ``output`` (n) is gross output, ``value_added`` (n) what is left of it after all
    purchases, ``compensation`` (n) of employees is part of that; ``jobs_low``…``jobs_high`` (n)
    are persons. What the table has not is ``None``.

    Raises:
        ChainError: no sector, a wrong shape, a number that is none, negative flows, output that
            is not positive, or a sector whose purchases and value added do not make its output
            within 1e-6 of it.
    """

    sectors: tuple[str, ...]
    domestic: Floats
    imported: Floats
    output: Floats
    value_added: Floats
    compensation: Floats | None = None
    jobs_low: Floats | None = None
    jobs_high: Floats | None = None

    def __post_init__(self) -> None:
        size = len(self.sectors)
        if not size:
            raise ChainError("input–output table", "it has no sector")
        for name, flows in (("domestic", self.domestic), ("imported", self.imported)):
            self._check(f"{name} flow", flows, (size, size))
        for name, column in self._columns():
            self._check(name, column, (size,), negative=name == "value added")
        for sector, made in zip(self.sectors, self.output, strict=True):
            if made <= 0:
                raise ChainError(f"sector {sector}", f"output must be above 0, not {made:g}")
        self._check_balance()

    def _columns(self) -> list[tuple[str, Floats]]:
        told = [("output", self.output), ("value added", self.value_added)]
        extra = (
            ("compensation", self.compensation),
            ("jobs_low", self.jobs_low),
            ("jobs_high", self.jobs_high),
        )
        return told + [(name, column) for name, column in extra if column is not None]

    def _check(
        self, name: str, numbers: Floats, shape: tuple[int, ...], *, negative: bool = False
    ) -> None:
        if numbers.shape != shape:
            raise ChainError(name, f"{numbers.shape} numbers for {len(self.sectors)} sectors")
        wrong = ~np.isfinite(numbers) | ((numbers < 0) & (not negative))
        if wrong.any():
            at = np.unravel_index(int(wrong.argmax()), shape)
            place = " → ".join(self.sectors[int(k)] for k in at)
            raise ChainError(f"{name} of {place}", f"{numbers[at]:g} is no such amount")

    def _check_balance(self) -> None:
        left = self.output - self.value_added - self.bought.sum(axis=0)
        apart = np.abs(left) / self.output
        if apart.max() > BALANCE:
            worst = int(apart.argmax())
            raise ChainError(
                f"sector {self.sectors[worst]}",
                f"purchases and value added miss its output by {apart[worst]:.2g} of it",
            )

    @property
    def bought(self) -> Floats:
        """All purchases, domestic and imported (seller × buyer)."""
        return self.domestic + self.imported

    @property
    def final_demand(self) -> Floats:
        """Domestic output that no sector buys: consumed, invested, exported (n)."""
        demand: Floats = self.output - self.domestic.sum(axis=1)
        return demand

    def place(self, sector: str) -> int:
        """The number of a sector.

        Raises:
            ChainError: the table has none of that id.
        """
        if sector not in self.sectors:
            raise ChainError(f"sector {sector}", "the input–output table has no such sector")
        return self.sectors.index(sector)


def table_of(
    sectors: Sequence[str],
    domestic: ArrayLike,
    *,
    output: ArrayLike,
    imported: ArrayLike | None = None,
    value_added: ArrayLike | None = None,
) -> IoTable:
    """A table from bare numbers; value added is what purchases leave where it is not given."""
    flows = np.asarray(domestic, float)
    abroad = np.zeros_like(flows) if imported is None else np.asarray(imported, float)
    made = np.asarray(output, float)
    left = made - (flows + abroad).sum(axis=0) if value_added is None else value_added
    return IoTable(tuple(sectors), flows, abroad, made, np.asarray(left, float))
