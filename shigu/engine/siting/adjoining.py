"""Units side by side that one project may take as one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from shigu.engine.siting.values import HAZARD_CLASSES, Problem, Space


def adjoined(place: Space, units: Sequence[Space]) -> Space:
    """``place`` with what its ``units`` offer together.

    Area, land, power, water and drainage add up; everything else is that of the weakest unit; what
    is not known of one unit is not known of the set. The price of land is the mean by land. The
    set's own days of availability count beside those of its units.
    """
    land, worth = _total(u.land_mu for u in units), _total(map(_land_price, units))
    return replace(
        place,
        area_m2=_total(u.area_m2 for u in units),
        land_mu=land,
        height_m=_weakest(min, (u.height_m for u in units)),
        load_t_m2=_weakest(min, (u.load_t_m2 for u in units)),
        power_kva=_total(u.power_kva for u in units),
        water_t_day=_total(u.water_t_day for u in units),
        drainage_t_day=_total(u.drainage_t_day for u in units),
        exhaust=_exhaust(units),
        clean_class=_cleanest(units),
        hazard_class=_hazard(units),
        codes_allowed=_codes(units),
        far_min=max((u.far_min for u in units if u.far_min is not None), default=None),
        far_max=min((u.far_max for u in units if u.far_max is not None), default=None),
        available_from=max(each.available_from for each in (place, *units)),
        available_to=min(
            (each.available_to for each in (place, *units) if each.available_to), default=None
        ),
        price_yuan_per_mu=worth / land if worth is not None and land else None,
    )


def adjoins(one: Space, other: Space, problem: Problem) -> bool:
    """Whether the two are one place, or a declared set holds a unit of each."""
    ours, theirs = own_units(one), own_units(other)
    sets = (space.units for space in problem.spaces if space.units)
    return bool(ours & theirs) or any(each & ours and each & theirs for each in sets)


def own_units(space: Space) -> frozenset[str]:
    """The units that a place consists of: itself, where it is no set."""
    return space.units or frozenset((space.id,))


def _total(amounts: Iterable[float | None]) -> float | None:
    """Exact in decimals, so that 0.1 and 0.2 offer 0.3."""
    known = list(amounts)
    if None in known:
        return None
    return float(sum(Fraction(str(each)) for each in known))


def _weakest(
    worst: Callable[[Iterable[float]], float], offers: Iterable[float | None]
) -> float | None:
    known = list(offers)
    return None if None in known else worst(each for each in known if each is not None)


def _land_price(unit: Space) -> float | None:
    if unit.price_yuan_per_mu is None or unit.land_mu is None:
        return None
    return unit.price_yuan_per_mu * unit.land_mu


def _exhaust(units: Sequence[Space]) -> bool | None:
    if any(unit.exhaust is False for unit in units):
        return False
    return None if any(unit.exhaust is None for unit in units) else True


def _cleanest(units: Sequence[Space]) -> int | None:
    known = [unit.clean_class for unit in units]
    return None if None in known else max(each for each in known if each is not None)


def _hazard(units: Sequence[Space]) -> str | None:
    """The class that every unit admits."""
    known = [unit.hazard_class for unit in units]
    if None in known:
        return None
    return max((each for each in known if each is not None), key=HAZARD_CLASSES.index)


def _codes(units: Sequence[Space]) -> tuple[str, ...]:
    """The longest prefixes that every unit admits; empty = all, so none is a code nobody has."""
    limits = [unit.codes_allowed for unit in units if unit.codes_allowed]
    if not limits:
        return ()
    allowed = set(limits[0])
    for others in limits[1:]:
        allowed = {max(a, b, key=len) for a in allowed for b in others if _nested(a, b)}
    return tuple(sorted(allowed)) or (NO_CODE,)


NO_CODE = "-"


def _nested(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
