"""Spaces that would do if one requirement gave way a little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shigu.engine.siting.fit import Misfit, fit
from shigu.engine.siting.results import NearMiss
from shigu.engine.siting.values import Need, Space

NEAR = 0.25
"""At most a quarter of what is needed may be missing."""
MOST = 5


def near_misses(need: Need, spaces: Iterable[Space]) -> tuple[NearMiss, ...]:
    """Spaces that fail one measurable requirement by at most a quarter, the nearest first, ≤ 5.

    A class of cleanliness counts as a quarter, a delay as its part of a year.
    """
    found = sorted(_close(need, spaces), key=lambda each: (each[0], each[1].id))
    return tuple(_near(space, misfit) for _, space, misfit in found[:MOST])


def _close(need: Need, spaces: Iterable[Space]) -> Iterator[tuple[float, Space, Misfit]]:
    for space in spaces:
        misfits = fit(need, space)
        if len(misfits) == 1:
            shortfall = misfits[0].shortfall
            if shortfall is not None and shortfall <= NEAR:
                yield shortfall, space, misfits[0]


def _near(space: Space, misfit: Misfit) -> NearMiss:
    return NearMiss(
        space=space.id,
        constraint=misfit.constraint,
        needed=misfit.needed,
        offered=misfit.offered,
        zh=misfit.zh,
        en=misfit.en,
    )
