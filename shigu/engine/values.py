"""Exact quantities: money in integer fen, areas in rational square metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
M2_PER_MU = Fraction(2000, 3)
"""1 亩 = 2000/3 ㎡ (1 公顷 = 15 亩)."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of CNY in whole fen (1 yuan = 100 fen, 1 万元 = 1,000,000 fen)."""

    fen: int

    @classmethod
    def from_wan(cls, wan: Decimal | int | float | str) -> Money:
        """Round ``wan`` (万元) to the fen, half to even."""
        return cls(_whole(Decimal(str(wan)) * FEN_PER_WAN))

    @classmethod
    def from_yuan(cls, yuan: Decimal | int | float | str) -> Money:
        """Round ``yuan`` (元) to the fen, half to even."""
        return cls(_whole(Decimal(str(yuan)) * FEN_PER_YUAN))

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen) / FEN_PER_YUAN

    @property
    def wan(self) -> Decimal:
        return Decimal(self.fen) / FEN_PER_WAN

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)


@dataclass(frozen=True, order=True, slots=True)
class Area:
    """An area in exact square metres."""

    m2: Fraction

    @classmethod
    def from_mu(cls, mu: Decimal | int | float | str) -> Area:
        return cls(Fraction(str(mu)) * M2_PER_MU)

    @property
    def mu(self) -> Fraction:
        return self.m2 / M2_PER_MU


def split_exactly(total: Money, weights: Sequence[Fraction]) -> tuple[Money, ...]:
    """Split ``total`` by ``weights`` so that the parts sum to it to the fen.

    Largest remainder (Hamilton); ties go to the earlier weight.

    Raises:
        ValueError: a weight is negative or all are zero.
    """
    whole = sum(weights, Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative with a positive sum")
    exact = [weight / whole * total.fen for weight in weights]
    floors = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in by_remainder[: total.fen - sum(floors)]:
        floors[i] += 1
    return tuple(Money(fen) for fen in floors)


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
