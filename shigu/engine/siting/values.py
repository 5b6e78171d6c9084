"""What the siting engine is asked: needs, spaces, pools, quotas and how money is discounted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import isfinite
from typing import Literal

Kind = Literal["land", "factory", "floor", "office", "laboratory"]
KINDS = ("land", "factory", "floor", "office", "laboratory")
PoolResource = Literal["land", "power", "energy", "emission", "waste_water"]
POOL_RESOURCES = ("land", "power", "energy", "emission", "waste_water")
Measure = Literal[
    "projects", "land_mu", "floor_area_m2", "invest_wan", "power_kva", "energy_tce", "emission_t"
]
MEASURES = (
    "projects", "land_mu", "floor_area_m2", "invest_wan", "power_kva", "energy_tce", "emission_t"
)  # fmt: skip
Nearness = Literal["anywhere", "zone", "adjoining"]
NEARNESS = ("anywhere", "zone", "adjoining")
HAZARD_CLASSES = "甲乙丙丁戊"
"""Fire-hazard classes of production, the most dangerous first (GB 50016, table 3.1.1)."""


@dataclass(frozen=True, slots=True)
class YearEstimate:
    """Year ``year`` (1 = the first after the start): tax kept locally and public cost, 万元."""

    year: int
    tax_local_wan: float
    public_cost_wan: float = 0.0

    def __post_init__(self) -> None:
        if self.year < 1:
            raise ValueError(f"years count from 1, not {self.year}")
        _refuse_unreal(f"year {self.year}", tax=self.tax_local_wan, cost=self.public_cost_wan)


@dataclass(frozen=True, slots=True)
class Preference:
    """A placement in ``area`` (a zone, a district or a space) scores ``weight``; below 0 = less
    welcome. Points of a declared scale, never money."""

    area: str
    weight: float

    def __post_init__(self) -> None:
        _refuse_unreal(f"preference for {self.area}", weight=self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a project asks of a place. ``None`` = it asks nothing of that kind.

    ``introducer`` is a player. ``clean_class`` is the ISO 14644-1 class it needs (lower =
    cleaner). No district in ``districts_allowed`` = everywhere. A need with a ``veto`` is never
    placed. ``together``: placed in the same zone, all or none; ``apart``: in different zones;
    both hold whichever of the two needs names the other. ``phase_of`` names the phase before this
    one: it is placed only where that one is, starts no earlier, and lies ``phase_near`` it.
    ``link`` is its place in the chain, for synergies.

    Raises:
        ValueError: a quantity is negative or not a number, a probability outside 0…1, an
            unknown hazard class or nearness, a year or a preferred area given twice.
    """

    id: str
    name_zh: str = ""
    name_en: str = ""
    link: str | None = None
    introducer: str | None = None
    land_mu: float | None = None
    floor_area_m2: float | None = None
    height_m: float | None = None
    load_t_m2: float | None = None
    power_kva: float | None = None
    water_t_day: float | None = None
    drainage_t_day: float | None = None
    needs_exhaust: bool = False
    clean_class: int | None = None
    energy_tce: float | None = None
    emission_t: float | None = None
    hazard_class: str | None = None
    code: str | None = None
    invest_wan: float | None = None
    earliest: date
    latest: date | None = None
    success_probability: float = 1.0
    districts_allowed: frozenset[str] = frozenset()
    districts_excluded: frozenset[str] = frozenset()
    veto: str | None = None
    together: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    phase_of: str | None = None
    phase_near: Nearness = "anywhere"
    preferences: tuple[Preference, ...] = ()
    years: tuple[YearEstimate, ...] = ()
    origin_tax_wan: float = 0.0

    def __post_init__(self) -> None:
        place = f"project {self.id}"
        quantities = ("land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva")
        draws = ("water_t_day", "drainage_t_day", "energy_tce", "emission_t", "invest_wan")
        _refuse_negative(place, {name: getattr(self, name) for name in quantities + draws})
        _refuse_negative(place, {"origin_tax_wan": self.origin_tax_wan})
        _refuse_hazard(place, self.hazard_class)
        _refuse_clean(place, self.clean_class)
        if not 0 <= self.success_probability <= 1:
            raise ValueError(f"{place}: success_probability is {self.success_probability}, not 0–1")
        _refuse_twice(f"{place}: year", (str(estimate.year) for estimate in self.years))
        _refuse_twice(f"{place}: preference for", (each.area for each in self.preferences))
        if self.phase_near not in NEARNESS:
            raise ValueError(f"{place}: phase_near is {self.phase_near!r}")
        if self.id in self.together | self.apart:
            raise ValueError(f"{place}: together or apart names the project itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A place on offer. ``None`` = not known or not offered: it meets no stated requirement.

    ``owner`` is a player. A space that is not ``divisible`` takes one project at most; in a
    divisible one the totals of area, power, water and drainage are shared by all tenants.
    ``hazard_class`` is the most dangerous class admitted; ``codes_allowed`` are prefixes of
    GB/T 4754 codes (empty = all); ``far_min``…``far_max`` bound the floor-area ratio of land.
    ``units`` are other spaces, side by side: this one is all of them, let whole to one project
    (see :func:`shigu.engine.siting.adjoining.adjoined`).

    Raises:
        ValueError: a quantity is negative or not a number, an unknown kind or hazard class, an
            empty period, a set of units that is divisible or has fewer than two.
    """

    id: str
    name_zh: str = ""
    name_en: str = ""
    zone: str
    district: str
    owner: str | None = None
    kind: Kind
    area_m2: float | None = None
    land_mu: float | None = None
    divisible: bool = False
    height_m: float | None = None
    load_t_m2: float | None = None
    power_kva: float | None = None
    water_t_day: float | None = None
    drainage_t_day: float | None = None
    exhaust: bool | None = None
    clean_class: int | None = None
    hazard_class: str | None = None
    codes_allowed: tuple[str, ...] = ()
    far_min: float | None = None
    far_max: float | None = None
    available_from: date
    available_to: date | None = None
    price_yuan_per_mu: float | None = None
    units: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        place = f"space {self.id}"
        quantities = ("area_m2", "land_mu", "height_m", "load_t_m2", "power_kva", "water_t_day")
        others = ("drainage_t_day", "far_min", "far_max", "price_yuan_per_mu")
        _refuse_negative(place, {name: getattr(self, name) for name in quantities + others})
        _refuse_hazard(place, self.hazard_class)
        _refuse_clean(place, self.clean_class)
        if self.kind not in KINDS:
            raise ValueError(f"{place}: kind is {self.kind!r}, not one of {', '.join(KINDS)}")
        if self.available_to is not None and self.available_to <= self.available_from:
            raise ValueError(f"{place}: available_to is not after available_from")
        if self.units and (self.divisible or len(self.units - {self.id}) < 2):
            raise ValueError(f"{place}: a set of units is let whole and has two or more of them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """``amount`` of a resource that the needs placed in ``zones`` share in a span of months.

    ``month_from`` and ``month_to`` are first days of months, the last one counted in; ``None``
    = open. ``shares`` is each player's part of the amount, the owner's rest included.

    Raises:
        ValueError: the amount is negative, the months run backwards, the shares exceed 1, the
            resource is unknown.
    """

    id: str
    name_zh: str = ""
    name_en: str = ""
    resource: PoolResource
    zones: frozenset[str]
    month_from: date
    month_to: date | None = None
    amount: float
    unit: str = ""
    shares: Mapping[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = f"pool {self.id}"
        _refuse_negative(place, {"amount": self.amount})
        if self.resource not in POOL_RESOURCES:
            raise ValueError(f"{place}: resource is {self.resource!r}")
        if self.month_to is not None and self.month_to < self.month_from:
            raise ValueError(f"{place}: month_to is before month_from")
        if any(part < 0 for part in self.shares.values()) or sum(self.shares.values()) > 1:
            raise ValueError(f"{place}: shares are negative or sum to more than 1")


@dataclass(frozen=True, slots=True)
class Quota:
    """A floor and a ceiling on what the joint plan brings to ``district``, by ``measure``.

    ``within`` names the districts that lie in it where it is a city or a corridor.

    Raises:
        ValueError: a bound is negative, the floor lies above the ceiling, the measure is unknown.
    """

    id: str
    district: str
    measure: Measure
    at_least: float | None = None
    at_most: float | None = None
    name_zh: str = ""
    name_en: str = ""
    within: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        place = f"quota {self.id}"
        _refuse_negative(place, {"at_least": self.at_least, "at_most": self.at_most})
        if self.measure not in MEASURES:
            raise ValueError(f"{place}: measure is {self.measure!r}")
        both = self.at_least is not None and self.at_most is not None
        if both and (self.at_least or 0) > (self.at_most or 0):
            raise ValueError(f"{place}: at_least is more than at_most")


@dataclass(frozen=True, slots=True)
class Synergy:
    """What a project of link ``one`` and a project of link ``other`` gain near each other.

    Every such pair that stands in one zone, or in zones that ``near`` joins (both ways), brings
    ``value_wan`` of present value if both succeed, and ``score`` points. Links differ.

    Raises:
        ValueError: a gain is negative or not a number, or the two links are one.
    """

    id: str
    one: str
    other: str
    value_wan: float = 0.0
    score: float = 0.0
    near: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        place = f"synergy {self.id}"
        _refuse_negative(place, {"value_wan": self.value_wan, "score": self.score})
        if self.one == self.other:
            raise ValueError(f"{place}: a link has no synergy with itself")


@dataclass(frozen=True, slots=True)
class Economics:
    """How money is discounted: to ``as_of``, at ``discount_rate`` a year, ``horizon_years`` long.

    ``value_factor`` multiplies the tax estimates of a project (1 where not named).

    Raises:
        ValueError: the rate is negative or the horizon is below one year.
    """

    as_of: date
    discount_rate: float
    horizon_years: int
    value_factor: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_negative("economics", {"discount_rate": self.discount_rate})
        if self.horizon_years < 1:
            raise ValueError(f"economics: horizon_years is {self.horizon_years}, not ≥ 1")


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything one siting run is asked.

    ``area_names`` are the names (Chinese, English) of districts and zones by id, for sentences.
    ``locked`` says which projects must go to which space, ``forbidden`` which (project, space)
    must not be used, ``least_score`` how many points the plan must reach (``None`` = points do
    not count): all are conditions of the joint plan.

    Raises:
        ValueError: an id occurs twice, a need is tied to, or a condition names, what is not
            there, phases run in a circle, or a set has units in other zones, of another kind, or
            that are sets themselves.
    """

    needs: tuple[Need, ...]
    spaces: tuple[Space, ...]
    pools: tuple[Pool, ...]
    quotas: tuple[Quota, ...]
    economics: Economics
    area_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    forbidden: frozenset[tuple[str, str]] = frozenset()
    synergies: tuple[Synergy, ...] = ()
    least_score: Fraction | None = None

    def __post_init__(self) -> None:
        _refuse_twice("project", (need.id for need in self.needs))
        _refuse_twice("space", (space.id for space in self.spaces))
        _refuse_twice("pool", (pool.id for pool in self.pools))
        _refuse_twice("quota", (quota.id for quota in self.quotas))
        _refuse_twice("synergy", (synergy.id for synergy in self.synergies))
        known = {need.id for need in self.needs}
        for need in self.needs:
            if missing := (need.together | need.apart | ({need.phase_of} - {None})) - known:
                told = ", ".join(sorted(map(str, missing)))
                raise ValueError(f"project {need.id}: tied to unknown {told}")
        places = {space.id: space for space in self.spaces}
        for project, place in (*self.locked.items(), *sorted(self.forbidden)):
            if project not in known or place not in places:
                raise ValueError(f"{project} = {place}: no such project or no such space")
        _refuse_circles({need.id: need.phase_of for need in self.needs})
        for space in self.spaces:
            _refuse_units(space, places)


def _refuse_circles(before: Mapping[str, str | None]) -> None:
    for each in before:
        passed, at = {each}, before[each]
        while at is not None:
            if at in passed:
                raise ValueError(f"project {at}: its phases run in a circle")
            passed.add(at)
            at = before[at]


def _refuse_units(space: Space, places: Mapping[str, Space]) -> None:
    for each in sorted(space.units):
        unit = places.get(each)
        if unit is None or unit.units or (unit.zone, unit.kind) != (space.zone, space.kind):
            raise ValueError(
                f"space {space.id}: unit {each} is not there, is a set itself, or is of another "
                "zone or kind"
            )


def _refuse_negative(place: str, amounts: Mapping[str, float | None]) -> None:
    for name, amount in amounts.items():
        if amount is not None and not (isfinite(amount) and amount >= 0):
            raise ValueError(f"{place}: {name} is {amount}, not a number ≥ 0")


def _refuse_unreal(place: str, **amounts: float) -> None:
    for name, amount in amounts.items():
        if not isfinite(amount):
            raise ValueError(f"{place}: {name} is {amount}, not a number")


def _refuse_hazard(place: str, hazard: str | None) -> None:
    if hazard is not None and (len(hazard) != 1 or hazard not in HAZARD_CLASSES):
        raise ValueError(f"{place}: hazard_class is {hazard!r}, not one of {HAZARD_CLASSES}")


def _refuse_clean(place: str, clean: int | None) -> None:
    if clean is not None and not 1 <= clean <= 9:
        raise ValueError(f"{place}: clean_class is {clean}, not an ISO 14644-1 class 1–9")


def _refuse_twice(place: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ValueError(f"{place} {each} is given twice")
        seen.add(each)
