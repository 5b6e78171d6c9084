"""Which known name was meant: the hint that a cure adds."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST_NAMES = 5_000
"""Comparing one name with more than this takes too long to be worth a hint."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    names = list(known)
    if len(names) > MOST_NAMES:
        return None
    return next(iter(get_close_matches(name, names, n=1, cutoff=0.7)), None)


def hints(name: str, known: Iterable[str]) -> dict[str, str]:
    """``hint_zh`` and ``hint_en`` of a message: the nearest known name, or nothing."""
    near = nearest_name(name, known)
    if near is None:
        return {"hint_zh": "", "hint_en": ""}
    return {"hint_zh": f"（{near}？）", "hint_en": f" ({near}?)"}
