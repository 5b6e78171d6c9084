"""Which requirements cannot be kept together, where a question has no plan for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shigu.engine.reasons import Reason
from shigu.engine.siting.conflict import conflict
from shigu.engine.siting.network import EXACT_ARCS, network
from shigu.engine.siting.questions.standing import Standing
from shigu.engine.watch import Watch

SECONDS, SECONDS_LARGE = 1.0, 0.1
"""For each test of the deletion filter."""


def contradiction(
    base: Standing, also: Mapping[str, str], watch: Watch | None = None
) -> tuple[Reason, ...]:
    """A minimal set of requirements of the problem, with the projects of ``also`` in their
    spaces, that no plan keeps."""
    pairs = {
        need: tuple(base.network.arcs[j].space.id for j in options)
        for need, options in base.network.by_need.items()
    }
    locked = {**base.problem.locked, **also}
    arcs = network(replace(base.problem, locked=locked), pairs)
    seconds = SECONDS if len(arcs.arcs) <= EXACT_ARCS else SECONDS_LARGE
    return conflict(arcs, seconds=seconds, watch=watch or Watch()).reasons
