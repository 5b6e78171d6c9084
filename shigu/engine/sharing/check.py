"""Dividing money to the fen, and the check that nothing was lost or invented."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from shigu.engine.values import Money, split_exactly


def to_fen(parts: Sequence[Fraction]) -> tuple[Money, ...]:
    """Round exact amounts (in fen, negative ones too) so that their whole sum is kept.

    Largest remainder; every part moves by less than one fen.

    Raises:
        ValueError: the parts do not add up to whole fen.
    """
    total = sum(parts, Fraction(0))
    if total.denominator != 1:
        raise ValueError(f"the parts add up to {total} fen, which is not whole")
    floors = [floor(part) for part in parts]
    missing = int(total) - sum(floors)
    if missing == 0:
        return tuple(map(Money, floors))
    remainders = [part - low for part, low in zip(parts, floors, strict=True)]
    extra = split_exactly(Money(missing), remainders)
    return tuple(Money(low + more.fen) for low, more in zip(floors, extra, strict=True))


def assert_shares_exact(total: Money, shares: Sequence[Money]) -> None:
    """Check that ``shares`` sum to ``total`` to the fen.

    Raises:
        AssertionError: a fen was lost or invented; the message says how many.
    """
    paid = sum(share.fen for share in shares)
    if paid != total.fen:
        raise AssertionError(
            f"the shares sum to {paid} fen, {paid - total.fen:+d} against the total {total.fen}"
        )
