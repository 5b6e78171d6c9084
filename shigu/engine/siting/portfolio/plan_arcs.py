"""From the arcs and rows of a plan to the flat arrays of the portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf

import numpy as np

from shigu.engine.siting.bonds import Pair
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.network import Network, zones_of
from shigu.engine.siting.portfolio.instance import Instance, Ints, Sides, instance
from shigu.engine.siting.solver import Aim, gained, gains
from shigu.engine.siting.terms import Terms

INSIDE = {"assignment", "locked", "bond"}
"""Rows that the instance says by itself, one arc a job and jobs that must be given; and those of
bonds, for which :func:`most_gained` stands."""


class TooLarge(ValueError):
    """A plan of this size cannot be made under a condition that it has."""


def flat(arcs: Network, rows: Sequence[Row], aim: Aim = "money") -> tuple[Instance, Ints]:
    """Minimise the negative aim, 万元 or points; and where each arc of the instance stands.

    A space's rows are the resources of its agent, unless sets of units share them. Those, pools,
    ceilings, floors and ties are rows beside; an equation is two of them. What is locked must be
    given, and has no other arc. Bonds are counted from above: see :func:`most_gained`.

    Raises:
        TooLarge: points of bonds are a condition.
    """
    _refuse_bonds(arcs, rows)
    gain = most_gained(arcs, aim)
    needs, spaces = arcs.problem.needs, arcs.problem.spaces
    agents = {space.id: i for i, space in enumerate(spaces)}
    locked = arcs.problem.locked
    held = np.array([agents[locked[n.id]] if n.id in locked else -1 for n in needs], np.int64)
    holds = held[arcs.ends.need]
    kept = np.flatnonzero((holds < 0) | (holds == arcs.ends.space))
    place = np.full(arcs.columns, -1, np.int64)
    place[kept] = np.arange(len(kept))
    own, beside = _split(arcs, rows)
    take, capacity = _resources(agents, own, place, len(kept))
    made, order = instance(
        arcs.ends.need[kept],
        arcs.ends.space[kept],
        -np.array(gain)[kept],
        take,
        capacity,
        np.where(held >= 0, inf, 0.0),
        _sides(beside, place),
    )
    return made, kept[order]


def most_gained(arcs: Network, aim: Aim = "money") -> list[float]:
    """What each arc adds at most: its own, and half of every gain that it can take part in.

    A product of two is at most their mean (the paved upper planes of Hammer, Hansen & Simeone
    1984, *Mathematical Programming* 28), so that no plan is worth more than its arcs say.
    """
    gain = gains(arcs, aim)[: len(arcs.arcs)]
    met = _half_met(arcs, aim)
    if met:
        for j, arc in enumerate(arcs.arcs):
            gain[j] += met[arc.need.id, arc.space.zone]
    return gain


def _half_met(arcs: Network, aim: Aim) -> defaultdict[tuple[str, str], float]:
    """Half of all that a project may gain from others in a zone."""
    met: defaultdict[tuple[str, str], float] = defaultdict(float)
    zones = zones_of(arcs.arcs) if arcs.pairs else {}
    for pair in arcs.pairs:
        half = gained(pair, aim) / 2
        here, there = zones.get(pair.one, set()), zones.get(pair.other, set())
        near = {(z, w) for z in here for w in _near(pair, z, there)} if half else set()
        for project, side in ((pair.one, 0), (pair.other, 1)):
            for zone in {ends[side] for ends in near}:
                met[project, zone] += half
    return met


def _near(pair: Pair, zone: str, others: set[str]) -> list[str]:
    if not pair.joined:
        return [zone] if zone in others else []
    return [each for each in others if pair.near(zone, each)]


def _refuse_bonds(arcs: Network, rows: Sequence[Row]) -> None:
    for row in rows:
        if row.kind == "score" and any(gained(pair, _aim_of(row)) for pair in arcs.pairs):
            raise TooLarge(
                f"组合有 {len(arcs.arcs):,} 个，超过精确模型的上限，而协同的得失是条件之一：请去掉"
                "最低评分或协同，或缩小范围（锁定、排除一部分）。 / "
                f"{len(arcs.arcs):,} arcs are too many for the exact model while gains of "
                "synergies are a condition: drop the least score or the synergies, or plan a part."
            )


def _aim_of(row: Row) -> Aim:
    return "money" if row.where == "money" else "score"


def _split(arcs: Network, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of one agent alone, and rows beside."""
    own: list[Row] = []
    beside: list[Row] = []
    agents = {space.id: i for i, space in enumerate(arcs.problem.spaces)}
    for row in rows:
        if row.kind == "space" and (arcs.ends.space[row.terms.at] == agents[row.where]).all():
            own.append(row)
        elif row.kind not in INSIDE:
            beside.append(row)
    return own, beside


def _resources(
    agents: dict[str, int], rows: Sequence[Row], place: Ints, arcs: int
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], ...]:
    """What arcs take and agents hold; a resource that an agent does not state is never taken."""
    of_agent: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of_agent[agents[row.where]].append(row)
    width = max((len(held) for held in of_agent.values()), default=1)
    take, capacity = np.zeros((arcs, width)), np.ones((len(agents), width))
    for i, held in of_agent.items():
        for r, row in enumerate(held):
            capacity[i, r] = row.upper
            terms = row.terms.moved(place)
            take[terms.at, r] = terms.amount
    return take, capacity


def _sides(rows: Sequence[Row], place: Ints) -> Sides:
    parts: list[Terms] = []
    limits: list[float] = []
    for row in rows:
        for sign, limit in ((1.0, row.upper), (-1.0, -row.lower)):
            if limit < inf:
                terms = row.terms.moved(place)
                parts.append(Terms(terms.at, sign * terms.amount))
                limits.append(limit)
    whole = Terms.joined(parts)
    lengths = np.array([len(part) for part in parts], np.int64)
    side = np.repeat(np.arange(len(parts)), lengths)
    return Sides(whole.at, side, whole.amount, limits)
