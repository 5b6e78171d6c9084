"""The way of the pack's invented projects to where they stand, each at one of a few paces.

Without it all of them would have stood equally long, and nothing would be a bottleneck. Facts keep
the day on which the demonstration was loaded: nobody told when they took their steps.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from shigu.districts.actors import Actor
from shigu.projects.actions import put
from shigu.projects.actions.moving import stepping
from shigu.projects.clocks import OFF_THE_WAY
from shigu.projects.stages import Stage

Row = dict[str, Any]
WAY = tuple(stage for stage in Stage if stage not in OFF_THE_WAY)
STEPS = 4
PACES = ((5, 9, 12, 6), (4, 15, 8, 13), (9, 20, 31, 11), (2, 6, 16, 38), (16, 33, 18, 4))
"""Days in the stage where a project stands, and in those before it, backwards."""


def walk_the_demo(system: Actor, rows: Iterable[Row], today: date, reason: str) -> None:
    """Register invented projects where they began, and take them on to where they stand."""
    for (pace, length), own in _groups(rows).items():
        days = [today - timedelta(stood) for stood in accumulate(PACES[pace][:length])][::-1]
        for step, day in enumerate(days):
            with stepping(day, {}):
                put(system, "projects", list(_at(own, step, length)), reason=reason)


def _groups(rows: Iterable[Row]) -> dict[tuple[int, int], list[Row]]:
    """Rows of one pace and as many steps, so that they go together."""
    found: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        stage = Stage(row["stage"])
        if row["status"] == "illustrative" and stage in WAY:
            pace = zlib.crc32(str(row["id"]).encode()) % len(PACES)
            found[pace, min(STEPS, WAY.index(stage) + 1)].append(row)
    return found


def _at(rows: Iterable[Row], step: int, length: int) -> Iterator[Row]:
    """The rows as they stood after so many steps."""
    for row in rows:
        at = WAY.index(Stage(row["stage"])) - (length - 1 - step)
        yield row | {"stage": WAY[at].value}
