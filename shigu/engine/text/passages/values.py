"""A labelled passage and what is marked in it; offsets are half-open, in code points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shigu.engine.text.model import Modality


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name and its type."""

    id: str
    type: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """A value, what it is of, how it is meant and who says so (ids of names)."""

    id: str
    key: str
    subject: str | None
    start: int
    end: int
    text: str
    modality: Modality
    speaker: str | None


@dataclass(frozen=True, slots=True)
class MarkedRelation:
    """A relation; ``args`` are pairs of role and id."""

    type: str
    args: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event at its trigger; ``args`` are pairs of role and id."""

    type: str
    start: int
    end: int
    text: str
    args: tuple[tuple[str, str], ...]
    modality: Modality
    speaker: str | None

    def with_args(self, args: tuple[tuple[str, str], ...]) -> MarkedEvent:
        return replace(self, args=args)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of our own making, labelled by hand."""

    id: str
    published: date | None
    text: str
    names: tuple[MarkedName, ...]
    values: tuple[MarkedValue, ...]
    relations: tuple[MarkedRelation, ...]
    events: tuple[MarkedEvent, ...]
