"""Does the space meet the need? Each requirement answers for itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from shigu.engine.reasons import Input
from shigu.engine.siting.requirements import TECHNICAL, Requirement, size
from shigu.engine.siting.timing import start_date
from shigu.engine.siting.values import HAZARD_CLASSES, Need, Space
from shigu.engine.siting.wording import Words, amount
from shigu.engine.values import Area

CLASS_STEP = 0.25
"""One ISO class is a factor of ten in particles: counted as a quarter short of the need."""
DAYS_PER_YEAR = 365.25

Pairs = Mapping[str, tuple[str, ...]]
"""The spaces that meet each need, by id."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One requirement that the space fails.

    ``asked`` is the plain value that ``needed`` puts in words. ``shortfall`` is what is missing as
    a part of what is needed, ``None`` where that cannot be measured. An offer that is not known
    has a ``constraint`` of its own that ends in ``.unknown``.
    """

    constraint: str
    asked: Input
    needed: Words
    offered: Words
    shortfall: float | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement; ``asked`` and ``offered`` are all of a need and of a space that ``misfit``
    looks at: two that agree in it pass or fail alike."""

    misfit: Callable[[Need, Space], Misfit | None]
    asked: Callable[[Need], Hashable]
    offered: Callable[[Space], Hashable]


def fit(need: Need, space: Space) -> tuple[Misfit, ...]:
    """Every requirement of the pair that fails; none = the space meets the need.

    Only the pair counts here: a veto and what tenants share are matters of the whole plan.
    """
    told = (check.misfit(need, space) for check in CHECKS)
    return tuple(misfit for misfit in told if misfit is not None)


def fits(need: Need, space: Space) -> bool:
    """Whether :func:`fit` is empty, found at the first failure."""
    return all(check.misfit(need, space) is None for check in CHECKS)


def _allowed(need: Need, space: Space) -> Misfit | None:
    if not need.districts_allowed or space.district in need.districts_allowed:
        return None
    allowed = ";".join(sorted(need.districts_allowed))
    return Misfit("siting.district", allowed, _same(allowed), _same(space.district))


def _excluded(need: Need, space: Space) -> Misfit | None:
    if space.district not in need.districts_excluded:
        return None
    excluded = ";".join(sorted(need.districts_excluded))
    return Misfit("siting.excluded", excluded, _same(excluded), _same(space.district))


def _size(need: Need, space: Space) -> Misfit | None:
    requirement = size(space)
    if requirement.needed(need):
        return _at_least(requirement, need, space)
    return Misfit("siting.kind", None, _same("≠ " + space.kind), _same(space.kind))


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
    planned = f"{float(ratio):.2f}"
    return Misfit("siting.far", planned, _same(planned), _same(offered), float(shortfall))


def _technical(requirement: Requirement) -> Check:
    return Check(
        lambda need, space: _at_least(requirement, need, space),
        requirement.needed,
        requirement.offered,
    )


def _at_least(requirement: Requirement, need: Need, space: Space) -> Misfit | None:
    needed, offered = requirement.needed(need), requirement.offered(space)
    if not needed or (offered is not None and offered >= needed):
        return None
    wanted = amount(needed, requirement.unit)
    if offered is None:
        return _unknown(requirement.code, needed, wanted)
    missing = (needed - offered) / needed
    return Misfit(requirement.code, needed, wanted, amount(offered, requirement.unit), missing)


def _exhaust(need: Need, space: Space) -> Misfit | None:
    if not need.needs_exhaust or space.exhaust:
        return None
    if space.exhaust is None:
        return _unknown("siting.exhaust", True, _same("✓"))  # noqa: FBT003
    return Misfit("siting.exhaust", True, _same("✓"), _same("✗"))  # noqa: FBT003


def _clean(need: Need, space: Space) -> Misfit | None:
    needed, offered = need.clean_class, space.clean_class
    if needed is None or (offered is not None and offered <= needed):
        return None
    wanted = _same(f"ISO {needed}")
    if offered is None:
        return _unknown("siting.clean", needed, wanted)
    steps = (offered - needed) * CLASS_STEP
    return Misfit("siting.clean", needed, wanted, _same(f"ISO {offered}"), steps)


def _hazard(need: Need, space: Space) -> Misfit | None:
    asked, admitted = need.hazard_class, space.hazard_class
    if asked is None:
        return None
    if admitted is None:
        return _unknown("siting.hazard", asked, _hazard_class(asked))
    if HAZARD_CLASSES.index(asked) >= HAZARD_CLASSES.index(admitted):
        return None
    return Misfit("siting.hazard", asked, _hazard_class(asked), _hazard_class(admitted))


def _code(need: Need, space: Space) -> Misfit | None:
    if not space.codes_allowed or (need.code or "").startswith(space.codes_allowed):
        return None
    allowed = _same(";".join(space.codes_allowed))
    if need.code is None:
        return Misfit("siting.code.unknown", None, _same("?"), allowed)
    return Misfit("siting.code", need.code, _same(need.code), allowed)


def _latest(need: Need, space: Space) -> Misfit | None:
    start = start_date(need, space)
    if need.latest is None or start <= need.latest:
        return None
    late, day = (start - need.latest).days / DAYS_PER_YEAR, str(need.latest)
    return Misfit("siting.latest", day, _same(day), _same(str(start)), late)


def _available(need: Need, space: Space) -> Misfit | None:
    start = start_date(need, space)
    if space.available_to is None or start < space.available_to:
        return None
    day, end = _same(str(start)), _same(f"< {space.available_to}")
    return Misfit("siting.available", str(start), day, end)


def _hazard_class(chinese: str) -> Words:
    """甲…戊 are Class A…E in the English edition of GB 50016."""
    return Words(chinese, "ABCDE"[HAZARD_CLASSES.index(chinese)])


def _same(words: str) -> Words:
    return Words(words, words)


def _unknown(code: str, asked: Input, needed: Words) -> Misfit:
    return Misfit(f"{code}.unknown", asked, needed, _same("?"))


def _exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))


CHECKS: tuple[Check, ...] = (
    Check(_allowed, attrgetter("districts_allowed"), attrgetter("district")),
    Check(_excluded, attrgetter("districts_excluded"), attrgetter("district")),
    Check(
        _size,
        attrgetter("land_mu", "floor_area_m2"),
        lambda space: (space.kind, size(space).offered(space)),
    ),
    Check(
        _floor_area_ratio,
        attrgetter("land_mu", "floor_area_m2"),
        lambda space: space.kind == "land" and (space.far_min, space.far_max),
    ),
    *map(_technical, TECHNICAL),
    Check(_exhaust, attrgetter("needs_exhaust"), attrgetter("exhaust")),
    Check(_clean, attrgetter("clean_class"), attrgetter("clean_class")),
    Check(_hazard, attrgetter("hazard_class"), attrgetter("hazard_class")),
    Check(_code, attrgetter("code"), attrgetter("codes_allowed")),
    Check(_latest, attrgetter("earliest", "latest"), attrgetter("available_from")),
    Check(_available, attrgetter("earliest"), attrgetter("available_from", "available_to")),
)
