"""Names over time: who was called what on a day, and what a name of then is called now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shigu.engine.entity.names.plain import plain_name


@dataclass(frozen=True, slots=True)
class Rename:
    """From ``on`` the bearer of ``old`` is called ``new``."""

    old: str
    new: str
    on: date


@dataclass(frozen=True, slots=True)
class NamePeriod:
    """A name held from ``since`` up to and without ``until``; None is open."""

    name: str
    since: date | None
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the name was in force on ``day``."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


class RenamedTwice(ValueError):
    """Two renames on one day start from one name, so nobody knows what it is called now."""


class Renames:
    """All renames known, followed by date; a released name may be taken by another firm later."""

    def __init__(self, renames: Iterable[Rename]) -> None:
        """Sort the renames by the name they start from.

        Raises:
            RenamedTwice: one name is given up twice on one day for different names.
        """
        self._next: dict[str, list[Rename]] = defaultdict(list)
        for rename in sorted(set(renames), key=lambda each: (each.on, each.old, each.new)):
            steps = self._next[plain_name(rename.old)]
            if steps and steps[-1].on == rename.on:
                raise RenamedTwice(f"{rename.old} {rename.on}: {steps[-1].new} / {rename.new}")
            steps.append(rename)

    def history(self, name: str, on: date | None = None) -> tuple[NamePeriod, ...]:
        """The name borne on ``on`` (or from the beginning) and all that followed it in time."""
        periods: list[NamePeriod] = []
        since, called = on, name
        while step := self._after(called, since):
            periods.append(NamePeriod(called, since, step.on))
            called, since = step.new, step.on
        return (*periods, NamePeriod(called, since, None))

    def called_now(self, name: str, on: date | None = None) -> str:
        """What the bearer of ``name`` on ``on`` is called after the last rename."""
        return self.history(name, on)[-1].name

    def called_on(self, name: str, day: date) -> str:
        """What the first bearer of ``name`` was called on ``day``."""
        return next(each.name for each in self.history(name) if each.holds_on(day))

    def _after(self, name: str, since: date | None) -> Rename | None:
        steps = self._next.get(plain_name(name), [])
        return next((step for step in steps if since is None or step.on > since), None)
