"""What the chain engine reads: links, supplies, firms, positions, references, all checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Scope = Literal["cluster", "city", "province", "nation"]
Counted = Literal["listed_firms", "enterprises"]
SCOPES: tuple[Scope, ...] = ("cluster", "city", "province", "nation")
COUNTED: tuple[Counted, ...] = ("listed_firms", "enterprises")
ENTERPRISE = "enterprise"
APPLICATION = "application"


class ChainError(ValueError):
    """The chain cannot be judged as it stands; ``place`` names the row at fault."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place


@dataclass(frozen=True, slots=True)
class Link:
    """A leaf of the chain; ``weight`` > 0 is its weight in policy, ``codes`` its industries
    (GB/T 4754).

    Raises:
        ChainError: the weight is not a positive number.
    """

    id: str
    layer: str
    segment: str
    name_zh: str
    name_en: str
    terms: tuple[str, ...]
    negative_terms: tuple[str, ...]
    weight: float
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _within(f"link {self.id}", "weight", self.weight, math.inf, above=True)


@dataclass(frozen=True, slots=True)
class Supply:
    """``to_link`` buys from ``from_link``: ``weight`` > 0 is relative to its other inputs,
    ``substitutability`` (0–1) is the part that others can replace. ``cover_days`` is how long
    the buyer goes on without it, ``replace_days`` when another source stands in; ``None`` where
    nobody knows.

    Raises:
        ChainError: a number is out of range or the link supplies itself.
    """

    from_link: str
    to_link: str
    weight: float
    substitutability: float
    cover_days: float | None = None
    replace_days: float | None = None

    def __post_init__(self) -> None:
        place = f"supply {self.from_link} → {self.to_link}"
        _within(place, "weight", self.weight, math.inf, above=True)
        _within(place, "substitutability", self.substitutability, 1)
        _require(place, "a link cannot supply itself", holds=self.from_link != self.to_link)
        for name, days in (("cover_days", self.cover_days), ("replace_days", self.replace_days)):
            if days is not None:
                _within(place, name, days, math.inf)


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation. ``place`` is its city, ``scope`` the narrowest ring that holds it,
    ``district`` is ``None`` where no more than the city is known; ``text`` says what it makes,
    ``growth`` the yearly growth of revenue (0.2 = 20 %); ``zone`` the park it sits in, if known.

    Raises:
        ChainError: the scope is unknown or the growth is not a number.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    place: str
    district: str | None
    scope: Scope
    listed: bool
    fact: bool
    text: str
    growth: float | None
    sources: tuple[str, ...]
    zone: str | None = None

    def __post_init__(self) -> None:
        place = f"organisation {self.id}"
        known = self.scope in SCOPES
        _require(place, f"scope must be one of {SCOPES}, not {self.scope!r}", holds=known)
        if self.growth is not None:
            _within(place, "growth", self.growth, math.inf, low=-1)


@dataclass(frozen=True, slots=True)
class Position:
    """``organisation`` stands on ``link`` with this ``share`` (0–1] of its business.

    Raises:
        ChainError: share or confidence is out of range.
    """

    organisation: str
    link: str
    share: float
    confidence: float
    fact: bool

    def __post_init__(self) -> None:
        place = f"position {self.organisation} at {self.link}"
        _within(place, "share", self.share, 1, above=True)
        _within(place, "confidence", self.confidence, 1)


@dataclass(frozen=True, slots=True)
class Capability:
    """``organisation`` has a laboratory, research or a pilot line for ``link``."""

    organisation: str
    link: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReferenceCount:
    """How many of ``what`` stand on ``link`` in the reference ``area`` in ``year``.

    Raises:
        ChainError: the count is negative or counts something unknown.
    """

    area: str
    link: str
    year: int
    count: int
    what: Counted
    source: str | None

    def __post_init__(self) -> None:
        place = f"reference count {self.area} {self.link} {self.year}"
        _within(place, "count", self.count, math.inf)
        known = self.what in COUNTED
        _require(place, f"what must be one of {COUNTED}, not {self.what!r}", holds=known)


@dataclass(frozen=True, slots=True)
class SpaceOffer:
    """A space of the cluster; ``codes_allowed`` are the industries it admits (prefixes of
    GB/T 4754, none = all).

    Raises:
        ChainError: the area is not a number.
    """

    id: str
    area_m2: float
    codes_allowed: tuple[str, ...]

    def __post_init__(self) -> None:
        _within(f"space {self.id}", "area", self.area_m2, math.inf)


@dataclass(frozen=True, slots=True)
class SceneOffer:
    """A demonstration scene: ``field`` is the link or segment it is set in, ``text`` what is
    demanded and supplied there."""

    id: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ChainInputs:
    """One chain with everyone on it. ``districts`` are those of the cluster, ``sources`` maps
    a source to the ISO date it was read on, ``names`` any id to its (Chinese, English) name.

    Raises:
        ChainError: the chain is empty or without application, an id is unknown or occurs
            twice, or a firm of the cluster lies in none of its districts.
    """

    links: tuple[Link, ...]
    supplies: tuple[Supply, ...]
    firms: tuple[Firm, ...]
    positions: tuple[Position, ...]
    capabilities: tuple[Capability, ...]
    references: tuple[ReferenceCount, ...]
    districts: tuple[str, ...]
    sources: Mapping[str, str | None]
    names: Mapping[str, tuple[str, str]]
    spaces: tuple[SpaceOffer, ...] = ()
    scenes: tuple[SceneOffer, ...] = ()

    def __post_init__(self) -> None:
        applications = [link for link in self.links if link.layer == APPLICATION]
        _require("chain", "it has no link", holds=bool(self.links))
        _require("chain", "no application hangs on its links", holds=bool(applications))
        self._check_ids()
        self._check_references()
        self._check_firms()

    def _check_ids(self) -> None:
        _unique("link", ((link.id,) for link in self.links))
        _unique("organisation", ((firm.id,) for firm in self.firms))
        _unique("supply", ((s.from_link, s.to_link) for s in self.supplies))
        _unique("position", ((p.organisation, p.link) for p in self.positions))
        _unique("reference count", ((r.area, r.link, str(r.year), r.what) for r in self.references))

    def _check_references(self) -> None:
        links = {link.id for link in self.links}
        firms = {firm.id for firm in self.firms}
        for supply in self.supplies:
            for end in (supply.from_link, supply.to_link):
                place = f"supply {supply.from_link} → {supply.to_link}"
                _require(place, f"no link {end}", holds=end in links)
        standings: tuple[Position | Capability, ...] = (*self.positions, *self.capabilities)
        for standing in standings:
            place = f"{type(standing).__name__.lower()} {standing.organisation} at {standing.link}"
            known = standing.organisation in firms
            _require(place, f"no link {standing.link}", holds=standing.link in links)
            _require(place, f"no organisation {standing.organisation}", holds=known)
        for row in self.references:
            place = f"reference count {row.area} {row.link}"
            _require(place, f"no link {row.link}", holds=row.link in links)

    def _check_firms(self) -> None:
        for firm in self.firms:
            place = f"organisation {firm.id}"
            inside = firm.scope != "cluster" or firm.district in (None, *self.districts)
            _require(place, f"{firm.district!r} is no district of the cluster", holds=inside)
            for source in firm.sources:
                _require(place, f"no source {source}", holds=source in self.sources)


def _require(place: str, problem: str, *, holds: bool) -> None:
    if not holds:
        raise ChainError(place, problem)


def _within(
    place: str, name: str, value: float, high: float, *, low: float = 0, above: bool = False
) -> None:
    """``low`` ≤ value ≤ ``high`` and finite (NaN is neither); ``above``: strictly over ``low``."""
    holds = low <= value <= high and math.isfinite(value) and not (above and value == low)
    bounds = f"{'above' if above else 'at least'} {low:g}"
    limit = "" if math.isinf(high) else f" and at most {high:g}"
    _require(place, f"{name} must be {bounds}{limit}, not {value}", holds=holds)


def _unique(what: str, keys: Iterable[tuple[str, ...]]) -> None:
    seen: set[tuple[str, ...]] = set()
    for key in keys:
        _require(f"{what} {' '.join(key)}", "it occurs twice", holds=key not in seen)
        seen.add(key)
