"""How many of the projects that were signed in a window have landed, started, produce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.counting.values import Day, Kind, Tally

STEPS = ("landed", "started", "producing")


@dataclass(frozen=True, slots=True)
class Rates:
    """Of ``signed`` projects (counted signings from ``since`` to ``until``, both days included)
    so many have reached each step by ``as_of``; the window stands with the number."""

    since: Day
    until: Day
    as_of: Day
    signed: int
    landed: int
    started: int
    producing: int

    def part(self, step: str) -> Fraction | None:
        """The part of the signed projects that reached ``step``; none where none was signed."""
        return Fraction(getattr(self, step), self.signed) if self.signed else None


def rates(
    found: Tally,
    reached: Mapping[str, Mapping[str, Day]],
    since: Day,
    until: Day,
    as_of: Day,
) -> Rates:
    """The rates of a window; ``reached`` maps a project to the first day of each of STEPS."""
    signed = {
        each.event.project: each.event.times
        for each in found.counted
        if each.event.kind is Kind.SIGNING and since <= each.event.day <= until
    }
    counts = {
        step: sum(
            times
            for project, times in signed.items()
            if _by(reached.get(project, {}).get(step), as_of)
        )
        for step in STEPS
    }
    return Rates(since, until, as_of, sum(signed.values()), **counts)


def _by(day: Day | None, as_of: Day) -> bool:
    return day is not None and day <= as_of
