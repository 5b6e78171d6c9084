"""Which tellings are of one event, and whether their sources confirm it.

Two tellings are of one event when they are of one type and modality, at most seven days apart,
name the same project (or, where one names none, the same parties), and their amounts, where both
are told, differ by at most 2 % of the larger. An event's tellings agree each with each, so a chain
of small steps joins nothing that lies further apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from shigu.engine.text.normal.integrity import CONFIRMED_FROM

NEAR = timedelta(days=7)
TOLERANCE = Fraction(2, 100)


@dataclass(frozen=True, slots=True)
class Told:
    """One page's telling of an event.

    ``day`` is that of the event, or of publication where the text tells none; ``amount`` is in
    yuan. ``origin`` is the family of the page, or the one that it was rewritten from, so that
    copies have one; ``integrity`` is the page's. ``key`` orders tellings and is unique.
    """

    key: int
    type: str
    planned: bool
    day: date
    project: str | None
    parties: frozenset[str]
    amount: Fraction | None
    origin: int
    integrity: float


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event: its tellings by day, and how many independent origins tell it."""

    tellings: tuple[Told, ...]

    @property
    def origins(self) -> int:
        return len({told.origin for told in self.tellings})

    @property
    def confirmed(self) -> bool:
        """A page of low integrity confirms nothing without an independent second."""
        trusted = any(told.integrity >= CONFIRMED_FROM for told in self.tellings)
        return trusted or self.origins > 1

    @property
    def best(self) -> Told:
        """The telling that others are shown by: whole, then trusted, then early."""
        return max(
            self.tellings,
            key=lambda told: (
                told.project is not None,
                told.amount is not None,
                told.integrity,
                -told.day.toordinal(),
                -told.key,
            ),
        )


def occurrences(tellings: Iterable[Told]) -> tuple[Occurrence, ...]:
    """The events of ``tellings`` by day; their order among the tellings does not matter."""
    groups: list[list[Told]] = []
    for told in sorted(tellings, key=lambda each: (each.day, each.key)):
        group = next((group for group in groups if _joins(told, group)), None)
        if group is None:
            groups.append([told])
        else:
            group.append(told)
    return tuple(Occurrence(tuple(group)) for group in groups)


def same(one: Told, other: Told) -> bool:
    """Whether two tellings may be of one event."""
    return (
        (one.type, one.planned) == (other.type, other.planned)
        and abs(one.day - other.day) <= NEAR
        and _same_matter(one, other)
        and _same_amount(one.amount, other.amount)
    )


def _joins(told: Told, group: Sequence[Told]) -> bool:
    return all(same(told, other) for other in group)


def _same_matter(one: Told, other: Told) -> bool:
    if one.project and other.project:
        return one.project == other.project
    return bool(one.parties) and one.parties == other.parties


def _same_amount(one: Fraction | None, other: Fraction | None) -> bool:
    if one is None or other is None:
        return True
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))
