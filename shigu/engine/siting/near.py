"""Spaces that would do if one requirement gave way a little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shigu.engine.siting.fit import Misfit, fit
from shigu.engine.siting.requirements import compared
from shigu.engine.siting.results import NearMiss
from shigu.engine.siting.values import Need, Space
from shigu.engine.siting.wording import Words

NEAR = 0.25
"""At most a quarter of what is needed may be missing."""
MOST = 5


def near_misses(need: Need, spaces: Iterable[Space]) -> tuple[NearMiss, ...]:
    """Spaces that fail one measurable requirement by at most a quarter, the nearest first, ≤ 5.

    A class of cleanliness counts as a quarter, a delay as its part of a year.
    """
    found = sorted(_close(need, spaces), key=lambda each: (each[0], each[1].id))
    return tuple(near_miss(space, misfit) for _, space, misfit in found[:MOST])


def _close(need: Need, spaces: Iterable[Space]) -> Iterator[tuple[float, Space, Misfit]]:
    for space in spaces:
        misfits = fit(need, space)
        if len(misfits) == 1:
            shortfall = misfits[0].shortfall
            if shortfall is not None and shortfall <= NEAR:
                yield shortfall, space, misfits[0]


def near_miss(space: Space, misfit: Misfit) -> NearMiss:
    """The one requirement that the space falls short of, in words."""
    told = _told(misfit)
    return NearMiss(
        space=space.id,
        constraint=misfit.constraint,
        needed=misfit.needed.en,
        offered=misfit.offered.en,
        zh=told.zh,
        en=told.en,
    )


def _told(misfit: Misfit) -> Words:
    if misfit.constraint != "siting.latest":
        return compared(misfit.constraint, misfit.needed, misfit.offered)
    latest, first = misfit.needed.en, misfit.offered.en
    return Words(
        f"最迟 {latest} 起用，此处最早 {first}",
        f"to move in by {latest}, here from {first} at the earliest",
    )
