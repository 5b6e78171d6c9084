"""What lies downstream of given nodes, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.digraph import Digraph
from shigu.engine.compiled import compiled

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]


def reached(graph: Digraph, roots: Ints) -> Marks:
    """Nodes that some root leads to, the roots included (nodes).

    Raises:
        ChainError: a root is no node.
    """
    if len(roots) and not 0 <= int(roots.min()) <= int(roots.max()) < graph.nodes:
        raise ChainError("graph", f"a root is no node: {roots.min()}…{roots.max()}")
    return _breadth_first(graph.begin, graph.head, roots)


@compiled
def _breadth_first(begin: Ints, head: Ints, roots: Ints) -> Marks:
    nodes = len(begin) - 1
    marks, waiting = np.zeros(nodes, np.bool_), np.empty(nodes, np.int32)
    count = done = 0
    for root in roots:
        if not marks[root]:
            marks[root] = True
            waiting[count] = root
            count += 1
    while done < count:
        v = waiting[done]
        done += 1
        for k in range(begin[v], begin[v + 1]):
            w = head[k]
            if not marks[w]:
                marks[w] = True
                waiting[count] = w
                count += 1
    return marks
