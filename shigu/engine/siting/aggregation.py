"""Columns for "project p somewhere in Z", so that the solver sees and branches on what matters.

A pool or quota seldom cares which space of its zones a project takes. Written over single arcs
its knapsack has a term per arc; written over y_pZ = Σ_{s in Z} x_ps it has a term per project.
The linear relaxation is the same, but covers found on it are lifted over whole groups of arcs
(the generalised upper bounds of Wolsey 1990, *Discrete Applied Mathematics* 29) and a branch on
y decides whether the project comes at all. Trees shrink tenfold and more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.network import Network
from shigu.engine.siting.terms import Terms

Groups = dict[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Aggregated:
    """Row i of the plan stays row i; the definitions Σ_{j in group} x_j − y = 0 follow.

    ``groups`` maps the arcs of a group to its column; columns come after those of arcs and bonds.
    """

    rows: tuple[Row, ...]
    groups: Groups


def aggregated(network: Network, rows: Sequence[Row]) -> Aggregated:
    """The same plan over arcs and groups of arcs; every project has a group of all its arcs."""
    groups: Groups = {}
    first = network.columns
    for positions in network.by_need.values():
        if positions:
            _column(groups, positions, first)
    rewritten = [_rewritten(row, network, groups) for row in rows]
    return Aggregated((*rewritten, *_definitions(groups)), groups)


def _rewritten(row: Row, network: Network, groups: Groups) -> Row:
    if row.kind in ("assignment", "space"):
        return row
    alike: defaultdict[tuple[str, float], list[int]] = defaultdict(list)
    bonds = tuple(term for term in row.terms if term[0] >= len(network.arcs))
    for j, taken in row.terms:
        if j < len(network.arcs):
            alike[network.arcs[j].need.id, taken].append(j)
    terms = (
        (_column(groups, tuple(js), network.columns), taken) for (_, taken), js in alike.items()
    )
    whole = Terms.of((*terms, *bonds))
    return Row(row.kind, row.where, whole, row.lower, row.upper, row.resource)


def _column(groups: Groups, positions: tuple[int, ...], first: int) -> int:
    if len(positions) == 1:
        return positions[0]
    return groups.setdefault(positions, first + len(groups))


def _definitions(groups: Groups) -> Iterator[Row]:
    for positions, column in groups.items():
        terms = Terms.joined([Terms.alike(positions), Terms.alike([column], -1.0)])
        yield Row("group", "", terms, lower=0, upper=0)
