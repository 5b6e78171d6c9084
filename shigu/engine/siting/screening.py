"""The requirements of one need against many spaces at once.

The same answers as :func:`shigu.engine.siting.fit.fit`, requirement by requirement, from columns
instead of objects (tests hold the two against each other).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from shigu.engine.siting.fit import CLASS_STEP, DAYS_PER_YEAR
from shigu.engine.siting.requirements import AREA, LAND, TECHNICAL
from shigu.engine.siting.values import HAZARD_CLASSES, Need, Space
from shigu.engine.values import Area

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
OPEN = date.max.toordinal()
UNKNOWN = -1.0
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Kinds(Generic[Value]):
    """A column of few distinct values: ``values[codes[i]]`` is that of row i."""

    values: tuple[Value, ...]
    codes: NDArray[np.int64]

    def where(self, holds: Callable[[Value], bool]) -> Flags:
        """The rows whose value satisfies ``holds``, which is asked once a value."""
        answers = np.array([holds(value) for value in self.values], dtype=np.bool_)
        return np.asarray(answers[self.codes], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class SpaceTable:
    """Spaces as columns; what is not known is NaN, dates are ordinals, an open end is 9999."""

    spaces: Sequence[Space]
    amounts: dict[str, Floats]
    land: Flags
    exhaust: Floats
    clean: Floats
    hazard: Floats
    districts: Kinds[str]
    industries: Kinds[tuple[str, ...]]
    ratios: Kinds[tuple[float | None, float | None]]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Screen:
    """``shortfalls`` by requirement: NaN where it is met, infinite where it fails by what cannot
    be measured, else what is missing as a part of what is needed."""

    shortfalls: dict[str, Floats]

    @property
    def failed(self) -> NDArray[np.int64]:
        """How many requirements each space fails."""
        missed = [~np.isnan(column) for column in self.shortfalls.values()]
        failed: NDArray[np.int64] = np.sum(missed, axis=0, dtype=np.int64)
        return failed

    def without(self, code: str) -> Screen:
        """The same, one requirement left out."""
        return Screen({key: column for key, column in self.shortfalls.items() if key != code})

    def worst(self) -> Floats:
        """The greatest shortfall of each space; NaN where everything is met."""
        worst: Floats = np.fmax.reduce(list(self.shortfalls.values()))
        return worst


def space_table(spaces: Sequence[Space]) -> SpaceTable:
    """The columns of ``spaces``; worth keeping where many needs are asked."""
    return SpaceTable(
        spaces=spaces,
        amounts={
            each.code: _known([each.offered(s) for s in spaces])
            for each in (LAND, AREA, *TECHNICAL)
        },
        land=np.array([s.kind == "land" for s in spaces], dtype=np.bool_),
        exhaust=_known([s.exhaust for s in spaces]),
        clean=_known([s.clean_class for s in spaces]),
        hazard=_known([_danger(s.hazard_class) for s in spaces]),
        districts=_kinds([s.district for s in spaces]),
        industries=_kinds([s.codes_allowed for s in spaces]),
        ratios=_kinds([(s.far_min, s.far_max) for s in spaces]),
        start=np.array([s.available_from.toordinal() for s in spaces], dtype=np.int64),
        end=np.array(
            [s.available_to.toordinal() if s.available_to else OPEN for s in spaces], dtype=np.int64
        ),
    )


def screen(need: Need, table: SpaceTable) -> Screen:
    """Every requirement of ``need`` against every space, in the order of ``fit``."""
    start = np.maximum(table.start, need.earliest.toordinal())
    columns = {
        "siting.district": _outside(need, table),
        "siting.excluded": _broken(table.districts.where(need.districts_excluded.__contains__)),
        **_size(need, table),
        "siting.far": _ratio(need, table),
    }
    for each in TECHNICAL:
        _put(columns, each.code, _short(each.needed(need), table.amounts[each.code]))
    _put(columns, "siting.exhaust", _exhaust(need, table))
    _put(columns, "siting.clean", _clean(need, table))
    _put(columns, "siting.hazard", _hazard(need, table))
    columns |= _industry(need, table)
    columns["siting.latest"] = _late(need, start)
    columns["siting.available"] = _broken((table.end != OPEN) & (start >= table.end))
    return Screen(columns)


def _put(columns: dict[str, Floats], code: str, shortfall: Floats) -> None:
    """An offer that is not known fails under a name of its own."""
    unknown = shortfall == UNKNOWN
    columns[code] = np.where(unknown, np.nan, shortfall)
    columns[f"{code}.unknown"] = _broken(unknown)


def _outside(need: Need, table: SpaceTable) -> Floats:
    allowed = need.districts_allowed
    return _broken(table.districts.where(lambda each: bool(allowed) and each not in allowed))


def _size(need: Need, table: SpaceTable) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    unsuited = np.zeros(len(table.land), dtype=np.bool_)
    for requirement, own in ((LAND, table.land), (AREA, ~table.land)):
        needed = requirement.needed(need)
        if needed:
            short = _short(needed, table.amounts[requirement.code])
            _put(found, requirement.code, np.where(own, short, np.nan))
        else:
            unsuited |= own
    return {"siting.kind": _broken(unsuited), **found}


def _short(needed: float | None, offered: Floats) -> Floats:
    if not needed:
        return np.full(len(offered), np.nan)
    missing = np.where(offered >= needed, np.nan, (needed - offered) / needed)
    return np.where(np.isnan(offered), UNKNOWN, missing)


def _ratio(need: Need, table: SpaceTable) -> Floats:
    """Exact for each pair of limits that occurs."""
    if not need.land_mu or need.floor_area_m2 is None:
        return np.full(len(table.land), np.nan)
    ratio = Fraction(str(need.floor_area_m2)) / Area.from_mu(need.land_mu).m2
    off = np.array([_off(ratio, *limits) for limits in table.ratios.values], dtype=np.float64)
    return np.where(table.land, off[table.ratios.codes] if off.size else np.nan, np.nan)


def _off(ratio: Fraction, far_min: float | None, far_max: float | None) -> float:
    low = Fraction(0) if far_min is None else Fraction(str(far_min))
    high = ratio if far_max is None else Fraction(str(far_max))
    return np.nan if low <= ratio <= high else float(max(low - ratio, ratio - high) / (ratio or 1))


def _exhaust(need: Need, table: SpaceTable) -> Floats:
    if not need.needs_exhaust:
        return np.full(len(table.land), np.nan)
    without = np.where(table.exhaust == 1, np.nan, np.inf)
    return np.where(np.isnan(table.exhaust), UNKNOWN, without)


def _clean(need: Need, table: SpaceTable) -> Floats:
    if need.clean_class is None:
        return np.full(len(table.land), np.nan)
    steps = table.clean - need.clean_class
    short = np.where(steps <= 0, np.nan, steps * CLASS_STEP)
    return np.where(np.isnan(table.clean), UNKNOWN, short)


def _hazard(need: Need, table: SpaceTable) -> Floats:
    if need.hazard_class is None:
        return np.full(len(table.land), np.nan)
    asked = HAZARD_CLASSES.index(need.hazard_class)
    refused = np.where(table.hazard <= asked, np.nan, np.inf)
    return np.where(np.isnan(table.hazard), UNKNOWN, refused)


def _industry(need: Need, table: SpaceTable) -> dict[str, Floats]:
    def refused(allowed: tuple[str, ...]) -> bool:
        return bool(allowed) and not (need.code or "").startswith(allowed)

    code = "siting.code.unknown" if need.code is None else "siting.code"
    return {code: _broken(table.industries.where(refused))}


def _late(need: Need, start: NDArray[np.int64]) -> Floats:
    if need.latest is None:
        return np.full(len(start), np.nan)
    days = start - need.latest.toordinal()
    return np.where(days > 0, days / DAYS_PER_YEAR, np.nan)


def _broken(wrong: Flags) -> Floats:
    return np.where(wrong, np.inf, np.nan)


def _danger(hazard: str | None) -> int | None:
    return None if hazard is None else HAZARD_CLASSES.index(hazard)


def _known(column: Sequence[float | None]) -> Floats:
    return np.array(column, dtype=np.float64)


def _kinds(column: Sequence[Value]) -> Kinds[Value]:
    places: dict[Value, int] = {}
    codes = [places.setdefault(value, len(places)) for value in column]
    return Kinds(tuple(places), np.array(codes, dtype=np.int64))
