"""Does the space meet the need? Each requirement answers for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.siting.requirements import LABELS, TECHNICAL, Requirement, size
from shigu.engine.siting.timing import start_date
from shigu.engine.siting.values import HAZARD_CLASSES, Need, Problem, Space
from shigu.engine.values import Area

CLASS_STEP = 0.25
"""One ISO class is a factor of ten in particles: counted as a quarter short of the need."""
DAYS_PER_YEAR = 365.25

Pairs = Mapping[str, tuple[str, ...]]
"""The spaces that meet each need, by id."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One requirement that the space fails.

    ``shortfall`` is what is missing as a part of what is needed, ``None`` where that cannot be
    measured. An offer that is not known has a ``constraint`` of its own that ends in ``.unknown``.
    """

    constraint: str
    needed: str
    offered: str
    zh: str
    en: str
    shortfall: float | None = None


Check = Callable[[Need, Space], Misfit | None]


def fit(need: Need, space: Space) -> tuple[Misfit, ...]:
    """Every requirement of the pair that fails; none = the space meets the need.

    Only the pair counts here: a veto and what tenants share are matters of the whole plan.
    """
    return tuple(misfit for check in CHECKS if (misfit := check(need, space)) is not None)


def fits(need: Need, space: Space) -> bool:
    """Whether :func:`fit` is empty, found at the first failure."""
    return all(check(need, space) is None for check in CHECKS)


def compatible(problem: Problem) -> Pairs:
    """The spaces that meet each need, vetoed needs left out, in the order of the problem."""
    return {
        need.id: tuple(space.id for space in problem.spaces if fits(need, space))
        for need in problem.needs
        if need.veto is None
    }


def _district(need: Need, space: Space) -> Misfit | None:
    allowed = not need.districts_allowed or space.district in need.districts_allowed
    if allowed and space.district not in need.districts_excluded:
        return None
    wanted = sorted(need.districts_allowed) or [f"≠ {d}" for d in sorted(need.districts_excluded)]
    return _misfit("siting.district", ";".join(wanted), space.district)


def _size(need: Need, space: Space) -> Misfit | None:
    requirement = size(space)
    if requirement.needed(need):
        return _at_least(requirement, need, space)
    return _misfit("siting.kind", "≠ " + space.kind, space.kind)


def _floor_area_ratio(need: Need, space: Space) -> Misfit | None:
    if space.kind != "land" or not need.land_mu or need.floor_area_m2 is None:
        return None
    ratio = Fraction(str(need.floor_area_m2)) / Area.from_mu(need.land_mu).m2
    low = _exact(space.far_min) or Fraction(0)
    high = ratio if space.far_max is None else Fraction(str(space.far_max))
    if low <= ratio <= high:
        return None
    shortfall = max(low - ratio, ratio - high) / (ratio or 1)
    offered = f"{space.far_min or 0:g}–{'' if space.far_max is None else f'{space.far_max:g}'}"
    return _misfit("siting.far", f"{float(ratio):.2f}", offered, float(shortfall))


def _technical(requirement: Requirement) -> Check:
    return lambda need, space: _at_least(requirement, need, space)


def _at_least(requirement: Requirement, need: Need, space: Space) -> Misfit | None:
    needed, offered = requirement.needed(need), requirement.offered(space)
    if not needed or (offered is not None and offered >= needed):
        return None
    wanted = f"{needed:g} {requirement.unit}"
    if offered is None:
        return _unknown(requirement.code, wanted)
    missing = (needed - offered) / needed
    return _misfit(requirement.code, wanted, f"{offered:g} {requirement.unit}", missing)


def _exhaust(need: Need, space: Space) -> Misfit | None:
    if not need.needs_exhaust or space.exhaust:
        return None
    if space.exhaust is None:
        return _unknown("siting.exhaust", "✓")
    return _misfit("siting.exhaust", "✓", "✗")


def _clean(need: Need, space: Space) -> Misfit | None:
    needed, offered = need.clean_class, space.clean_class
    if needed is None or (offered is not None and offered <= needed):
        return None
    if offered is None:
        return _unknown("siting.clean", f"ISO {needed}")
    steps = (offered - needed) * CLASS_STEP
    return _misfit("siting.clean", f"ISO {needed}", f"ISO {offered}", steps)


def _hazard(need: Need, space: Space) -> Misfit | None:
    if need.hazard_class is None:
        return None
    if space.hazard_class is None:
        return _unknown("siting.hazard", need.hazard_class)
    if HAZARD_CLASSES.index(need.hazard_class) >= HAZARD_CLASSES.index(space.hazard_class):
        return None
    return _misfit("siting.hazard", need.hazard_class, space.hazard_class)


def _code(need: Need, space: Space) -> Misfit | None:
    if not space.codes_allowed or (need.code or "").startswith(space.codes_allowed):
        return None
    allowed = ";".join(space.codes_allowed)
    if need.code is None:
        return _unknown("siting.code", allowed)
    return _misfit("siting.code", need.code, allowed)


def _latest(need: Need, space: Space) -> Misfit | None:
    start = start_date(need, space)
    if need.latest is None or start <= need.latest:
        return None
    late = (start - need.latest).days / DAYS_PER_YEAR
    return _misfit("siting.latest", f"≤ {need.latest}", str(start), late)


def _available(need: Need, space: Space) -> Misfit | None:
    start = start_date(need, space)
    if space.available_to is None or start < space.available_to:
        return None
    return _misfit("siting.available", str(start), f"< {space.available_to}")


def _misfit(code: str, needed: str, offered: str, shortfall: float | None = None) -> Misfit:
    zh, en = LABELS[code]
    sentence_zh = f"{zh}：需要 {needed}，可供 {offered}"
    sentence_en = f"{en}: needs {needed}, offers {offered}"
    return Misfit(code, needed, offered, sentence_zh, sentence_en, shortfall)


def _unknown(code: str, needed: str) -> Misfit:
    zh, en = LABELS[code]
    sentence_zh, sentence_en = f"{zh}未知（需要 {needed}）", f"{en} not known (needs {needed})"
    return Misfit(f"{code}.unknown", needed, "?", sentence_zh, sentence_en)


def _exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))


CHECKS: tuple[Check, ...] = (
    _district,
    _size,
    _floor_area_ratio,
    *map(_technical, TECHNICAL),
    _exhaust,
    _clean,
    _hazard,
    _code,
    _latest,
    _available,
)
