"""Nodes that always stop together become one, which leaves few circles to sweep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.graph.components import strong_components
from shigu.engine.chain.graph.digraph import digraph
from shigu.engine.chain.stress.network import Network

Ints = NDArray[np.int32]


def condensed(given: Network) -> tuple[Network, Ints]:
    """The same network with nodes merged that stop together, and the new number of each node.

    Nodes that need each other in a circle, each as the only supplier, stop together. Merging
    them can leave other needs with one supplier, so it is done until nothing changes. A need
    that the buyer itself can meet never stops it alone and is left out, as are repeated ones.
    """
    number = np.arange(given.nodes, dtype=np.int32)
    made = _tidied(given, number, given.nodes)
    while True:
        alone = np.diff(made.begin) == 1
        single = digraph(made.nodes, made.supplier[made.begin[:-1][alone]], made.buyer[alone])
        count, label = strong_components(single)
        number = label[number]
        merged = count < made.nodes
        made = _tidied(made, label, count)
        if not merged:
            return made, number


def _tidied(given: Network, number: Ints, nodes: int) -> Network:
    """Renumbered, each supplier once a need, without needs that say nothing."""
    need = np.repeat(np.arange(given.needs, dtype=np.int64), np.diff(given.begin))
    pairs = np.unique(need * nodes + number[given.supplier])
    need, supplier = pairs // nodes, (pairs % nodes).astype(np.int32)
    buyer = number[given.buyer]
    own = np.zeros(given.needs, bool)
    own[need[supplier == buyer[need]]] = True
    size = np.bincount(need, minlength=given.needs)
    first = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.int64)
    kept = ~own & ~_repeated(buyer, supplier, size, first, nodes)
    sizes = size[kept]
    begin = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    return Network(nodes, buyer[kept], begin, supplier[np.repeat(kept, size)])


def _repeated(
    buyer: Ints,
    supplier: Ints,
    size: NDArray[np.int64],
    first: NDArray[np.int64],
    nodes: int,
) -> NDArray[np.bool_]:
    """Needs with one supplier that an earlier need of the buyer names already."""
    alone = np.flatnonzero(size == 1)
    pair = buyer[alone].astype(np.int64) * nodes + supplier[first[alone]]
    _, told = np.unique(pair, return_index=True)
    marks = np.zeros(len(size), bool)
    marks[alone] = True
    marks[alone[told]] = False
    return marks
