"""Maximum flow where every way carries one unit, compiled (Dinic)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.graph.rows import rows_of
from shigu.engine.compiled import compiled, maker

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]


@compiled
def unit_ways(
    tail: Ints, head: Ints, room: Ints, nodes: int, start: int, end: int, most: int
) -> tuple[int, Marks]:
    """How many ways lead from start to end within the room of the arcs; stops beyond ``most``.

    Every way must cross an arc of room 1, else there is no end to them.

    Args:
        tail, head, room: arcs (arcs); ``room`` is what each can carry.

    Returns:
        The flow and, when it is at most ``most``, the nodes that the start still reaches in what
        is left: one side of a minimum cut.

    Reference:
        Dinic 1970, Soviet Math. Dokl. 11: 1277–1280; on unit networks O(arcs √nodes): Even,
        Tarjan 1975, SIAM J. Comput. 4: 507–518.
    """
    arcs = len(tail)
    ends = np.empty(2 * arcs, np.int32)
    ends[:arcs], ends[arcs:] = tail, head
    begin, out = rows_of(ends, np.arange(2 * arcs).astype(np.int32), nodes)
    to = np.empty(2 * arcs, np.int32)
    to[:arcs], to[arcs:] = head, tail
    left = np.zeros(2 * arcs, np.int32)
    left[:arcs] = room
    level, path = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    flow = 0
    while flow <= most:
        _levels(begin, out, to, left, start, end, level)
        if level[end] < 0:
            break
        flow += _block(begin, out, to, left, start, end, level, path)
    return flow, level >= 0


@maker
def _levels(
    begin: Ints, out: Ints, to: Ints, left: Ints, start: int, end: int, level: Ints
) -> None:
    """Steps from the start along arcs with room, as far as the end lies; −1 beyond it."""
    level[:] = -1
    waiting = np.empty(len(level), np.int32)
    level[start], waiting[0] = 0, start
    count, done = 1, 0
    while done < count and level[end] < 0:
        v = waiting[done]
        done += 1
        for k in range(begin[v], begin[v + 1]):
            w = to[out[k]]
            if left[out[k]] > 0 and level[w] < 0:
                level[w] = level[v] + 1
                waiting[count] = w
                count += 1


@maker
def _block(
    begin: Ints,
    out: Ints,
    to: Ints,
    left: Ints,
    start: int,
    end: int,
    level: Ints,
    path: Ints,
) -> int:
    """Send single units along shortest ways until none is open; how many were sent."""
    arcs = len(to) // 2
    following = begin[:-1].copy()
    sent = depth = 0
    v = start
    while True:
        if v == end:
            for k in range(depth):
                left[path[k]] -= 1
                left[(path[k] + arcs) % (2 * arcs)] += 1
            sent, depth, v = sent + 1, 0, start
            continue
        advanced = False
        while following[v] < begin[v + 1]:
            arc = out[following[v]]
            if left[arc] > 0 and level[to[arc]] == level[v] + 1:
                path[depth] = arc
                depth, v, advanced = depth + 1, to[arc], True
                break
            following[v] += 1
        if advanced:
            continue
        if depth == 0:
            return sent
        depth -= 1
        v = to[(path[depth] + arcs) % (2 * arcs)]
        following[v] += 1
