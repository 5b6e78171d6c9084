"""How far two records agree in each field, as plain rules over facts (compiled elsewhere).

Levels are the rows of ``evidence.csv`` within a field, in their order.
"""

from __future__ import annotations

from typing import Any

MISSING_CODE, MISSING_DAY, MISSING_CAPITAL, MISSING_ADDRESS = 4, 3, 2, 3


def code_level(one: Any, other: Any) -> int:
    """Same, a slip, proven others, unclear others, missing."""
    if not (one.coded and other.coded):
        return MISSING_CODE
    wrong = 0
    for place in range(len(one.code)):
        wrong += one.code[place] != other.code[place]
    if wrong == 0:
        return 0
    if one.proven and other.proven:
        return 2
    return 1 if wrong == 1 or swapped(one.code, other.code, wrong) else 3


def swapped(one: Any, other: Any, wrong: int) -> bool:
    """Whether exactly two neighbours stand in the other order."""
    if wrong != 2:
        return False
    for place in range(len(one) - 1):
        if one[place] != other[place]:
            return bool(one[place] == other[place + 1] and one[place + 1] == other[place])
    return False


def founded_level(one: Any, other: Any) -> int:
    """Same day, same year, another year, missing."""
    if min(one.founded, other.founded) == 0:
        return MISSING_DAY
    if one.founded == other.founded:
        return 0
    return 1 if one.founded // 10000 == other.founded // 10000 else 2


def capital_level(one: Any, other: Any) -> int:
    """Same, another, missing."""
    if min(one.capital, other.capital) < 0:
        return MISSING_CAPITAL
    return 0 if one.capital == other.capital else 1


def address_level(one: Any, other: Any) -> int:
    """Same, same numbers, another, missing."""
    if min(one.address, other.address) == 0:
        return MISSING_ADDRESS
    if one.address == other.address:
        return 0
    return 1 if one.numbers == other.numbers != 0 else 2
