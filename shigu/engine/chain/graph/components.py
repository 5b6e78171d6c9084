"""Strong components in topological order: who supplies whom in a circle, and what comes first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.graph.digraph import Digraph
from shigu.engine.compiled import compiled, inner

Ints = NDArray[np.int32]


def strong_components(graph: Digraph) -> tuple[int, Ints]:
    """How many strong components there are, and the one of each node (nodes).

    Numbers are topological: an edge between two components leads to the higher number.

    Reference:
        Tarjan 1972, SIAM J. Comput. 1: 146–160, without recursion.
    """
    count, label = _tarjan(graph.begin, graph.head)
    return int(count), label


@compiled
def _tarjan(begin: Ints, head: Ints) -> tuple[int, Ints]:
    nodes = len(begin) - 1
    order, low = np.zeros(nodes, np.int32), np.zeros(nodes, np.int32)
    label = np.full(nodes, -1, np.int32)
    following = begin[:-1].copy()
    path, open_nodes = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    clock = found = opened = 0
    for root in range(nodes):
        if order[root]:
            continue
        depth = 0
        path[0] = root
        while depth >= 0:
            v = path[depth]
            if order[v] == 0:
                clock += 1
                order[v] = low[v] = clock
                open_nodes[opened] = v
                opened += 1
            w = _unseen(v, begin, head, following, order, low, label)
            if w >= 0:
                depth += 1
                path[depth] = w
                continue
            if low[v] == order[v]:
                opened = _closed(v, open_nodes, opened, label, found)
                found += 1
            depth -= 1
    return found, (found - 1 - label).astype(np.int32)


@inner
def _unseen(
    v: int, begin: Ints, head: Ints, following: Ints, order: Ints, low: Ints, label: Ints
) -> int:
    """The next buyer of v that was not met yet, −1 where all were; v sinks to those still open."""
    while following[v] < begin[v + 1]:
        w = head[following[v]]
        if order[w] == 0:
            return int(w)
        if label[w] < 0:
            low[v] = min(low[v], low[w])
        following[v] += 1
    return -1


@inner
def _closed(v: int, open_nodes: Ints, opened: int, label: Ints, number: int) -> int:
    """Label everything opened since v, which closes a component; how many stay open."""
    while True:
        opened -= 1
        label[open_nodes[opened]] = number
        if open_nodes[opened] == v:
            return opened
