"""A project that is only tried: like another one, but for a few things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shigu.engine.siting.values import Need, YearEstimate

NEW, NEW_ZH, NEW_EN = "what-if", "试算的新项目", "the project tried"


def like(need: Need, given: Mapping[str, Any]) -> Need:
    """A new project like ``need``, tied to no other, with what is ``given`` in its place.

    ``given`` may hold fields of :class:`Need` and ``tax_wan``, the mean local tax a year; what is
    ``None`` is as with the other project.
    """
    known = {name: value for name, value in given.items() if value is not None}
    if (mean := known.pop("tax_wan", None)) is not None:
        known["years"] = _scaled(need.years, mean)
    free: dict[str, Any] = {"together": frozenset(), "apart": frozenset(), "veto": None}
    return replace(need, id=NEW, name_zh=NEW_ZH, name_en=NEW_EN, **free, **known)


def _scaled(years: tuple[YearEstimate, ...], mean: float) -> tuple[YearEstimate, ...]:
    """The same years with another mean tax; evenly where there was none."""
    if not years:
        return (YearEstimate(1, mean),)
    before = sum(year.tax_local_wan for year in years) / len(years)
    return tuple(
        replace(year, tax_local_wan=year.tax_local_wan * mean / before if before else mean)
        for year in years
    )
