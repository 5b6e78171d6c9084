"""Whole fen in arrays: divisions that keep the sum, products to the nearest fen, no overflow.

Products of 64-bit integers are taken of quotient and remainder apart, so that nothing larger than
the amount itself, or than a denominator squared, is ever formed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.values import Money, split_exactly

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LARGEST_DENOMINATOR = 10**8
LARGEST_FEN = 2**62
"""Amounts, and the sum of all of a book, stay below: 46 thousand million million yuan."""


def divide(total: Ints, shares: Sequence[Fraction]) -> tuple[Ints, Bools]:
    """Parts of each total (N × n) and which of them got a fen more by the largest remainder.

    Parts of a row sum to ⌊|total| · Σ shares⌋ with the sign of the total, to the total itself where
    the shares sum to one. Ties go to the share that stands first (Hamilton).

    Raises:
        SettlementError: a common denominator or an amount is too large for exact 64-bit arithmetic.
    """
    denominator = lcm(*(share.denominator for share in shares))
    parts = np.array([int(share * denominator) for share in shares], dtype=np.int64)
    size = np.abs(total)
    _refuse_overflow(size, sum(shares, Fraction(0)), denominator)
    quotient, rest = np.divmod(size, denominator)
    floors = np.multiply.outer(quotient, parts)
    products = np.multiply.outer(rest, parts)
    floors += products // denominator
    whole = quotient * parts.sum() + rest * parts.sum() // denominator
    more = _largest(products % denominator, whole - floors.sum(axis=1))
    return (floors + more) * np.sign(total)[:, np.newaxis], more


def _largest(remainders: Ints, count: Ints) -> Bools:
    """The ``count`` largest of each row, the earlier of equal ones first."""
    more = np.zeros(remainders.shape, dtype=np.bool_)
    short = np.flatnonzero(count)
    order = np.argsort(-remainders[short], axis=1, kind="stable")
    chosen = np.arange(remainders.shape[1]) < count[short, np.newaxis]
    marked = np.zeros(order.shape, dtype=np.bool_)
    np.put_along_axis(marked, order, chosen, axis=1)
    more[short] = marked
    return more


def scaled(amounts: Ints, rate: Fraction) -> Ints:
    """``rate`` of each amount to the nearest fen, halves away from zero.

    Raises:
        SettlementError: as ``divide`` does.
    """
    size = np.abs(amounts)
    _refuse_overflow(size, rate, rate.denominator)
    quotient, rest = np.divmod(size, rate.denominator)
    twice = (2 * rest * rate.numerator + rate.denominator) // (2 * rate.denominator)
    return np.asarray((quotient * rate.numerator + twice) * np.sign(amounts), dtype=np.int64)


def nearest(amount: Fraction) -> int:
    """To the nearest whole fen, halves away from zero."""
    size = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return size if amount >= 0 else -size


def allot(total: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """``split_exactly`` with the sign of the total; all zero where nothing is to be split."""
    if total == 0:
        return (0,) * len(weights)
    parts = split_exactly(Money(abs(total)), [Fraction(weight) for weight in weights])
    return tuple(part.fen if total > 0 else -part.fen for part in parts)


def refuse_huge(amounts: Ints, column: str) -> None:
    """Raises:
    SettlementError: the amounts, taken without sign, could sum beyond 64 bits.
    """
    if not len(amounts):
        return
    low, high = int(amounts.min()), int(amounts.max())
    if max(-low, high) * len(amounts) < LARGEST_FEN:
        return
    if sum(map(abs, amounts.tolist())) >= LARGEST_FEN:
        raise SettlementError(
            f"{column} 的金额之和超过 {LARGEST_FEN} 分，无法用整数精确结算。请核对单位（分）。",
            f"the amounts of {column} sum to more than {LARGEST_FEN} fen, beyond exact integers: "
            "check the unit (fen).",
        )


def _refuse_overflow(size: Ints, whole: Fraction, denominator: int) -> None:
    largest = int(size.max()) if len(size) else 0
    if denominator > LARGEST_DENOMINATOR or largest * max(whole, Fraction(1)) >= LARGEST_FEN:
        raise SettlementError(
            f"比例的公分母 {denominator} 或金额 {largest} 分过大，无法用整数精确结算。"
            f"请把比例的公分母写到 {LARGEST_DENOMINATOR} 以内。",
            f"the common denominator {denominator} of the shares or the amount {largest} fen is "
            f"too large for exact integers: keep denominators within {LARGEST_DENOMINATOR}.",
        )
