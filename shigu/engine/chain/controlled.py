"""What is said of self-controllability in detail; names are those of ``shigu chain assess``."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.chain.values import Scope


@dataclass(frozen=True, slots=True)
class Within:
    """Who makes a link within one ring, the greatest share first; ``facts`` of them are real
    firms on positions with a source."""

    scope: Scope
    firms: tuple[str, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class LinkControl:
    """``share`` by ring (0–1) of what the link needs, itself included, and its evidence."""

    link: str
    share: dict[Scope, float]
    within: tuple[Within, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """``part`` (0–1) of what an application needs ends at ``link``, where nobody stands within
    the ring; ``path`` is the weightiest way there, from the application upwards."""

    link: str
    part: float
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationControl:
    """``share`` (0–1) of what the application needs is controlled within ``scope``; ``missing``
    are the greatest parts of the rest, ``others`` what all further ones hold together:
    share + Σ part + others = 1."""

    application: str
    scope: Scope
    share: float
    missing: tuple[Missing, ...]
    others: float


@dataclass(frozen=True, slots=True)
class Control:
    links: tuple[LinkControl, ...]
    applications: tuple[ApplicationControl, ...]
