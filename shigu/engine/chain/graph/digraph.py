"""A directed graph of suppliers and buyers in compressed rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.rows import rows_of

Ints = NDArray[np.int32]
LARGEST = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Digraph:
    """``head[begin[v]:begin[v + 1]]`` are the buyers of node v (int32); ``reverse`` likewise
    lists suppliers."""

    nodes: int
    begin: Ints
    head: Ints

    @property
    def edges(self) -> int:
        return len(self.head)

    def reverse(self) -> Digraph:
        tail = np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.begin))
        return Digraph(self.nodes, *rows_of(self.head, tail, self.nodes))

    def sources(self) -> Ints:
        """Nodes that nobody supplies."""
        supplied = np.zeros(self.nodes, bool)
        supplied[self.head] = True
        return np.flatnonzero(~supplied).astype(np.int32)


def digraph(nodes: int, tail: ArrayLike, head: ArrayLike) -> Digraph:
    """The graph with an edge from ``tail[k]`` (supplier) to ``head[k]`` (buyer) for each k.

    Args:
        nodes: how many; they are numbered from 0.
        tail, head: edges, whole numbers below ``nodes``; several edges of one pair are kept.

    Raises:
        ChainError: there is no node, the columns differ in length, or an end is no node; the
            place is the first such edge.
    """
    if not 0 < nodes < LARGEST:
        raise ChainError("graph", f"it must have between 1 and {LARGEST - 1} nodes, not {nodes}")
    ends = [_whole(name, column) for name, column in (("tail", tail), ("head", head))]
    if len(ends[0]) != len(ends[1]):
        raise ChainError("graph", f"{len(ends[0])} tails but {len(ends[1])} heads")
    for name, column in zip(("tail", "head"), ends, strict=True):
        outside = (column < 0) | (column >= nodes)
        if outside.any():
            edge = int(outside.argmax())
            raise ChainError(f"edge {edge}", f"its {name} {column[edge]} is no node")
    return Digraph(nodes, *rows_of(ends[0].astype(np.int32), ends[1].astype(np.int32), nodes))


def _whole(name: str, column: ArrayLike) -> NDArray[np.integer]:
    values = np.asarray(column)
    if values.size == 0:
        return np.empty(0, np.int32)
    if values.ndim != 1 or not np.issubdtype(values.dtype, np.integer):
        raise ChainError(f"graph, {name}", "it must be a column of whole numbers")
    return values
