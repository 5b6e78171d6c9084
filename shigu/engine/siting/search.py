"""Which spaces would take a project: those that meet it, those that nearly do, and what to give
up for how many more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from shigu.engine.reasons import Reason
from shigu.engine.siting.fit import Misfit, fit
from shigu.engine.siting.near import NEAR, near_miss
from shigu.engine.siting.requirements import tightest
from shigu.engine.siting.results import NearMiss
from shigu.engine.siting.screening import Screen, SpaceTable, screen, space_table
from shigu.engine.siting.search_words import sentence
from shigu.engine.siting.timing import start_date
from shigu.engine.siting.values import Need, Space

KIND = "siting.kind"
MOST = 50
"""How many of each kind are told; counts always cover all."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What tenants have of a space. One that is let whole is free again from ``until`` on
    (``None`` = never); of a divisible one the amounts are gone."""

    until: date | None = None
    area_m2: float = 0.0
    land_mu: float = 0.0
    power_kva: float = 0.0
    water_t_day: float = 0.0
    drainage_t_day: float = 0.0


@dataclass(frozen=True, slots=True)
class Fitting:
    """A space that meets everything: from when, and what is tight."""

    space: str
    rank: int
    start: date
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NearSpace:
    """A space that falls short of one requirement, or of two, each by at most a quarter."""

    space: str
    shortfall: float
    misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """If the need gave way in one requirement down to ``accepted``, so many spaces would meet
    everything; ``shortfall`` is how far that is, as a part of what is asked."""

    constraint: str
    accepted_zh: str
    accepted_en: str
    shortfall: float
    spaces: int


@dataclass(frozen=True, slots=True)
class SpaceSearch:
    """``fitting`` come in order of start, then of least area to spare. ``relaxations`` hold every
    step down of every single requirement, the most rewarding requirement first; ``zh`` and ``en``
    say it in one sentence. ``occupied`` spaces are let whole for good and were not searched."""

    searched: int
    occupied: int
    fitting_count: int
    fitting: tuple[Fitting, ...]
    near_count: int
    near: tuple[NearSpace, ...]
    pair_count: int
    pairs: tuple[NearSpace, ...]
    relaxations: tuple[Relaxation, ...]
    zh: str
    en: str


def find_spaces(
    need: Need,
    spaces: Sequence[Space] | SpaceTable,
    as_of: date,
    taken: Mapping[str, Taken] | None = None,
) -> SpaceSearch:
    """Search ``spaces`` for ``need``, which starts on ``as_of`` at the earliest.

    A need that states no size asks none. A ``space_table`` made once saves most of the time; with
    ``taken`` the table is made anew for what is left of each space.
    """
    asked = replace(need, earliest=max(need.earliest, as_of))
    table, occupied = _on_offer(spaces, taken or {})
    found = screen(asked, table)
    if _sizeless(asked):
        found = found.without(KIND)
    failed, worst = found.failed, found.worst()
    close = worst <= NEAR
    near, pairs = (np.flatnonzero((failed == count) & close) for count in (1, 2))
    fitting = np.flatnonzero(failed == 0)
    steps = tuple(_relaxations(asked, table, found, near))
    told = sentence(
        asked, len(fitting), [(s.accepted_zh, s.accepted_en, s.spaces) for s in _nearest(steps)]
    )
    return SpaceSearch(
        searched=len(table.spaces),
        occupied=occupied,
        fitting_count=len(fitting),
        fitting=tuple(_fitting(asked, table, fitting)),
        near_count=len(near),
        near=tuple(_short(asked, table, near, worst)),
        pair_count=len(pairs),
        pairs=tuple(_short(asked, table, pairs, worst)),
        relaxations=steps,
        zh=told.zh,
        en=told.en,
    )


def _on_offer(
    spaces: Sequence[Space] | SpaceTable, taken: Mapping[str, Taken]
) -> tuple[SpaceTable, int]:
    """The table of what is left, and how many spaces are gone for good."""
    if isinstance(spaces, SpaceTable):
        if not taken:
            return spaces, 0
        spaces = spaces.spaces
    left = [rest for space in spaces if (rest := left_of(space, taken.get(space.id))) is not None]
    return space_table(left), len(spaces) - len(left)


def left_of(space: Space, taken: Taken | None) -> Space | None:
    """What of the space is still on offer; ``None`` if it is let whole for good."""
    if taken is None:
        return space
    if space.divisible:
        amounts = ("area_m2", "land_mu", "power_kva", "water_t_day", "drainage_t_day")
        held = {name: getattr(space, name) for name in amounts}
        return replace(
            space,
            **{
                name: max(0.0, total - getattr(taken, name))
                for name, total in held.items()
                if total is not None
            },
        )
    if taken.until is None or (space.available_to and taken.until >= space.available_to):
        return None
    return replace(space, available_from=max(space.available_from, taken.until))


def _fitting(need: Need, table: SpaceTable, found: NDArray[np.int64]) -> Iterator[Fitting]:
    start = np.maximum(table.start[found], need.earliest.toordinal())
    sizes = np.where(table.land, table.amounts["siting.land"], table.amounts["siting.area"])[found]
    asked = np.where(table.land[found], need.land_mu or 1.0, need.floor_area_m2 or 1.0)
    for rank, at in enumerate(np.lexsort((found, sizes / asked, start))[:MOST], 1):
        space = table.spaces[found[at]]
        yield Fitting(space.id, rank, start_date(need, space), tuple(tightest(need, space)))


def _short(
    need: Need, table: SpaceTable, found: NDArray[np.int64], worst: NDArray[np.float64]
) -> Iterator[NearSpace]:
    for i in found[np.argsort(worst[found], kind="stable")][:MOST]:
        space = table.spaces[i]
        misses = tuple(near_miss(space, misfit) for misfit in _misfits(need, space))
        yield NearSpace(space.id, float(worst[i]), misses)


def _relaxations(
    need: Need, table: SpaceTable, found: Screen, near: NDArray[np.int64]
) -> Iterator[Relaxation]:
    """By requirement, those that open most spaces first; by step, the smallest first."""
    levels: dict[str, Mapping[float, list[int]]] = {}
    for code, column in found.shortfalls.items():
        own = near[~np.isnan(column[near])]
        by_step: defaultdict[float, list[int]] = defaultdict(list)
        for i in own[np.argsort(column[own], kind="stable")]:
            by_step[float(column[i])].append(int(i))
        if by_step:
            levels[code] = by_step
    for code, steps in sorted(levels.items(), key=lambda each: _reward(each[1])):
        count = 0
        for step, members in steps.items():
            count += len(members)
            misfit = _misfit(need, table.spaces[members[0]])
            yield Relaxation(code, misfit.offered.zh, misfit.offered.en, step, count)


def _reward(by_step: Mapping[float, Sequence[int]]) -> tuple[int, float]:
    step, members = next(iter(by_step.items()))
    return -len(members), step


def _sizeless(need: Need) -> bool:
    return not need.land_mu and not need.floor_area_m2


def _misfits(need: Need, space: Space) -> tuple[Misfit, ...]:
    sizeless = _sizeless(need)
    return tuple(m for m in fit(need, space) if not (sizeless and m.constraint == KIND))


def _misfit(need: Need, space: Space) -> Misfit:
    (misfit,) = _misfits(need, space)
    return misfit


def _nearest(steps: Sequence[Relaxation]) -> list[Relaxation]:
    """The smallest step of each requirement."""
    first: dict[str, Relaxation] = {}
    for each in steps:
        first.setdefault(each.constraint, each)
    return list(first.values())
