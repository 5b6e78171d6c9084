"""PageRank of suppliers: whose goods stand behind most of what is made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.digraph import Digraph
from shigu.engine.compiled import maker

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


def pagerank(
    graph: Digraph, *, damping: float = 0.85, tolerance: float = 1e-10, rounds: int = 500
) -> Floats:
    """The stationary share of time that a walk along the edges spends at each node (sums to 1).

    r = (1 − d) / n + d (Pᵀ r + dangling / n), by power iteration from the even distribution;
    several edges of one pair count as often. Importance as a supplier is the rank in
    ``graph.reverse()``, where the walk goes from buyers to suppliers.

    Args:
        damping: d, 0 ≤ d < 1.
        tolerance: the L1 distance of two rounds at which it ends.

    Raises:
        ChainError: the damping is out of range, or ``rounds`` do not reach the tolerance.

    Reference:
        Page, Brin, Motwani, Winograd 1999, Stanford InfoLab 1999-66.
    """
    if not 0 <= damping < 1:
        raise ChainError("PageRank", f"damping must be at least 0 and under 1, not {damping}")
    backwards = graph.reverse()
    degree = np.diff(graph.begin)
    rank, apart = _iterate(backwards.begin, backwards.head, degree, damping, tolerance, rounds)
    if not apart <= tolerance:
        raise ChainError("PageRank", f"{rounds} rounds leave {apart:.2g}, over {tolerance:.2g}")
    return rank


@maker
def _iterate(
    begin: Ints, tail: Ints, degree: Ints, damping: float, tolerance: float, rounds: int
) -> tuple[Floats, float]:
    nodes = len(degree)
    rank, given = np.full(nodes, 1.0 / nodes), np.empty(nodes)
    apart = np.inf
    for _ in range(rounds):
        dangling = 0.0
        for v in range(nodes):
            if degree[v]:
                given[v] = rank[v] / degree[v]
            else:
                dangling += rank[v]
        even = (1 - damping + damping * dangling) / nodes
        apart = 0.0
        for v in range(nodes):
            total = 0.0
            for k in range(begin[v], begin[v + 1]):
                total += given[tail[k]]
            following = even + damping * total
            apart += abs(following - rank[v])
            rank[v] = following
        if apart <= tolerance:
            break
    return rank, apart
