"""What pages hand to the pieces: small frozen values, said in the reader's language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: an item of a menu, a breadcrumb, an action."""

    label: Words
    url: str = ""
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One number or fact that a figure was computed from."""

    name: Words
    value: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: the title, the sentence itself, the address, the day."""

    title: Words
    sentence: Words = ""
    url: str = ""
    at: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The reason behind a figure: what opens on its quiet mark."""

    sentence: Words = ""
    formula: Words = ""
    inputs: tuple[Input, ...] = ()
    sources: tuple[Source, ...] = ()
    as_of: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure with its unit, note, change, badge and reason."""

    name: Words
    value: Words
    unit: Words = ""
    note: Words = ""
    why: Why | None = None
    badge: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a procedure and its clock."""

    name: Words
    state: Literal["done", "now", "ahead", "skipped"] = "ahead"
    at: datetime.date | None = None
    due: datetime.date | None = None
    note: Words = ""
    urgency: Literal["", "soon", "late"] = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab is a link: it works without JavaScript and can be kept."""

    label: Words
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    name: Words
    before: Words = ""
    after: Words = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a history: who did what, when and why."""

    verb: Words
    at: datetime.datetime
    actor: Words = ""
    reason: Words = ""
    changes: tuple[Change, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A job that runs: its phase, how far, how long still, where to look again and to stop it."""

    phase: Words
    done: float | None = None
    said: Words = ""
    seconds_left: float | None = None
    refresh_url: str = ""
    cancel_url: str = ""

    @property
    def hundredths(self) -> int:
        """The share done, in percent."""
        return round(100 * (self.done or 0))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a source with the part that matters marked by its offsets."""

    sentence: str
    start: int = 0
    end: int = 0
    source: Source | None = None
    claim: Words = ""
    badge: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Before the mark, the mark, after it."""
        return (
            self.sentence[: self.start],
            self.sentence[self.start : self.end],
            self.sentence[self.end :],
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of a comparison; ``better`` says which side is ahead (a, b or neither)."""

    name: Words
    a: Words
    b: Words
    difference: Words = ""
    better: Literal["", "a", "b"] = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: a change, or a total that stands on the ground."""

    name: Words
    amount: Decimal
    total: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one party gets: alone, its part of the gain, and its colour (0–5)."""

    name: Words
    alone: Decimal
    gain: Decimal
    colour: int = 0
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a search has after so many seconds: the best found, and what none can exceed."""

    seconds: float
    value: float | None
    bound: float | None


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing here: why, what to do, and who can."""

    title: Words
    cure: Words = ""
    actions: tuple[Link, ...] = field(default_factory=tuple)


def links(pairs: Iterable[tuple[Words, str]]) -> tuple[Link, ...]:
    """Breadcrumbs or a menu from pairs of label and address."""
    return tuple(Link(label, url) for label, url in pairs)
