"""The rule of kinship over traits (compiled elsewhere).

Numbers returned are those of :class:`shigu.engine.entity.names.kinship.Kinship`.
"""

from __future__ import annotations

from typing import Any

NEAR = 0.3
"""Slips allowed, as a part of the signs of the shorter name."""
LEFT_OUT = 2
"""From so many slips on a missing place or form is one left out, and not damaged."""
SAME, VARIANT, CLOSE, SHORTER = 0, 1, 2, 3
BRANCH, NAMESAKE, NUMBERED, SIBLING, OTHER = 5, 6, 7, 8, 9


def standing(one: Any, other: Any, slips: int, limit: int) -> int:
    """The kinship of two rows of traits that lie ``slips`` apart; near are at most ``limit``."""
    if one.plain == other.plain and one.plain != 0:
        return SAME
    branded = one.brand == other.brand and one.brand != 0
    if slips > limit and not branded:
        return OTHER
    if one.branch != other.branch:
        return BRANCH
    if slips > limit and one.core != other.core:
        return SHORTER if is_bare(one) or is_bare(other) else SIBLING
    return of_near(one, other, slips)


def of_near(one: Any, other: Any, slips: int) -> int:
    """The kinship of two names of one branch whose words are the same or nearly so."""
    if not nested(one.division, other.division):
        return NAMESAKE
    formed = one.kind != 0 and other.kind != 0
    if one.grouped != other.grouped or (formed and one.kind != other.kind):
        return SIBLING
    if leaves_out(one, other, slips):
        return SHORTER
    if one.core == other.core:
        return VARIANT
    return NUMBERED if numbers_differ(one, other) else CLOSE


def is_bare(one: Any) -> bool:
    """Whether a name has neither place nor form: a brand, perhaps with a trade."""
    return one.kind == 0 and not one.placed


def leaves_out(one: Any, other: Any, slips: int) -> bool:
    """Whether one name lacks a place or form of the other, or tells a wider place."""
    if one.placed and other.placed and one.division != other.division:
        return True
    return slips >= LEFT_OUT and (
        one.placed != other.placed or (one.kind == 0) != (other.kind == 0)
    )


def nested(one: int, other: int) -> bool:
    """Whether one division lies in the other (GB/T 2260 codes as numbers, 0 is everywhere)."""
    if min(one, other) == 0 or one == other:
        return True
    for wide in (100, 10000):
        if one // wide == other // wide:
            return one % wide == 0 or other % wide == 0
    return False


def numbers_differ(one: Any, other: Any) -> bool:
    """Whether an ordinal was added, lost or changed, or one direction stands for another."""
    if one.ordinals != other.ordinals:
        return True
    lost = new = False
    for place in range(0, 34, 2):
        here, there = one.directions >> place & 3, other.directions >> place & 3
        lost, new = lost or here > there, new or here < there
    return lost and new
