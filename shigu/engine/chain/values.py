"""What the chain engine reads: links, supplies, firms, positions, references, all checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shigu.engine.chain.checking import require, unique, within
from shigu.engine.chain.signals import Signal

Scope = Literal["cluster", "city", "province", "nation"]
Counted = Literal["listed_firms", "enterprises"]
SCOPES: tuple[Scope, ...] = ("cluster", "city", "province", "nation")
COUNTED: tuple[Counted, ...] = ("listed_firms", "enterprises")
ENTERPRISE = "enterprise"
APPLICATION = "application"


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
        within(f"link {self.id}", "weight", self.weight, math.inf, above=True)


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
        within(place, "weight", self.weight, math.inf, above=True)
        within(place, "substitutability", self.substitutability, 1)
        require(place, "a link cannot supply itself", holds=self.from_link != self.to_link)
        for name, days in (("cover_days", self.cover_days), ("replace_days", self.replace_days)):
            if days is not None:
                within(place, name, days, math.inf)


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation. ``place`` is its city, ``scope`` the narrowest ring that holds it,
    ``district`` is ``None`` where no more than the city is known; ``text`` says what it makes,
    ``zone`` the park it sits in; ``km`` how far it is from the cluster, all as far as known.

    Raises:
        ChainError: the scope is unknown or the distance is no distance.
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
    sources: tuple[str, ...]
    zone: str | None = None
    km: float | None = None

    def __post_init__(self) -> None:
        place = f"organisation {self.id}"
        known = self.scope in SCOPES
        require(place, f"scope must be one of {SCOPES}, not {self.scope!r}", holds=known)
        if self.km is not None:
            within(place, "distance", self.km, math.inf)


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
        within(place, "share", self.share, 1, above=True)
        within(place, "confidence", self.confidence, 1)


@dataclass(frozen=True, slots=True)
class Capability:
    """``organisation`` has a laboratory, research or a pilot line for ``link``."""

    organisation: str
    link: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """``owner`` holds ``share`` (0–1] of ``owned``; ``None`` where it is known to control it and
    the share is not told.

    Raises:
        ChainError: the share is out of range or an organisation owns itself.
    """

    owner: str
    owned: str
    share: float | None = None
    fact: bool = True
    source: str | None = None

    def __post_init__(self) -> None:
        place = f"ownership {self.owner} → {self.owned}"
        require(place, "nobody owns itself", holds=self.owner != self.owned)
        if self.share is not None:
            within(place, "share", self.share, 1, above=True)


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
        within(place, "count", self.count, math.inf)
        known = self.what in COUNTED
        require(place, f"what must be one of {COUNTED}, not {self.what!r}", holds=known)


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
        within(f"space {self.id}", "area", self.area_m2, math.inf)


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
    ownerships: tuple[Ownership, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def today(self) -> date:
        """The day that ages are counted to: the latest of all readings and signals, so that the
        same rows give the same answer on every day."""
        read = [date.fromisoformat(day) for day in self.sources.values() if day]
        return max([*read, *(signal.date for signal in self.signals)], default=date.min)

    def __post_init__(self) -> None:
        applications = [link for link in self.links if link.layer == APPLICATION]
        require("chain", "it has no link", holds=bool(self.links))
        require("chain", "no application hangs on its links", holds=bool(applications))
        self._check_ids()
        self._check_references()
        self._check_firms()

    def _check_ids(self) -> None:
        unique("link", ((link.id,) for link in self.links))
        unique("organisation", ((firm.id,) for firm in self.firms))
        unique("supply", ((s.from_link, s.to_link) for s in self.supplies))
        unique("ownership", ((o.owner, o.owned) for o in self.ownerships))
        unique("position", ((p.organisation, p.link) for p in self.positions))
        unique("reference count", ((r.area, r.link, str(r.year), r.what) for r in self.references))

    def _check_references(self) -> None:
        links = {link.id for link in self.links}
        firms = {firm.id for firm in self.firms}
        for supply in self.supplies:
            for end in (supply.from_link, supply.to_link):
                place = f"supply {supply.from_link} → {supply.to_link}"
                require(place, f"no link {end}", holds=end in links)
        standings: tuple[Position | Capability, ...] = (*self.positions, *self.capabilities)
        for standing in standings:
            place = f"{type(standing).__name__.lower()} {standing.organisation} at {standing.link}"
            known = standing.organisation in firms
            require(place, f"no link {standing.link}", holds=standing.link in links)
            require(place, f"no organisation {standing.organisation}", holds=known)
        for owned in self.ownerships:
            for end in (owned.owner, owned.owned):
                place = f"ownership {owned.owner} → {owned.owned}"
                require(place, f"no organisation {end}", holds=end in firms)
        for signal in self.signals:
            place = f"signal {signal.organisation} {signal.kind} {signal.date}"
            known = signal.organisation in firms
            require(place, f"no organisation {signal.organisation}", holds=known)
        for row in self.references:
            place = f"reference count {row.area} {row.link}"
            require(place, f"no link {row.link}", holds=row.link in links)

    def _check_firms(self) -> None:
        for firm in self.firms:
            place = f"organisation {firm.id}"
            inside = firm.scope != "cluster" or firm.district in (None, *self.districts)
            require(place, f"{firm.district!r} is no district of the cluster", holds=inside)
            for source in firm.sources:
                require(place, f"no source {source}", holds=source in self.sources)
