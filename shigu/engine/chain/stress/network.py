"""A supply network in which every buyer needs one supplier of each kind of input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.components import strong_components
from shigu.engine.chain.graph.digraph import Digraph, digraph
from shigu.engine.chain.graph.rows import rows_of

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Network:
    """``nodes`` are numbered from 0. Need k: ``buyer[k]`` stops when all of
    ``supplier[begin[k]:begin[k + 1]]`` are down; one of them is enough. A node without needs
    stops only when it fails itself."""

    nodes: int
    buyer: Ints
    begin: Ints
    supplier: Ints

    @property
    def needs(self) -> int:
        return len(self.buyer)

    def suppliers(self, need: int) -> Ints:
        return self.supplier[self.begin[need] : self.begin[need + 1]]

    def graph(self) -> Digraph:
        """An edge from each supplier to each buyer that needs it."""
        return digraph(self.nodes, self.supplier, np.repeat(self.buyer, np.diff(self.begin)))

    def without(self, needs: ArrayLike) -> Network:
        """The network in which the marked needs (needs, bool) are always met."""
        kept = ~np.asarray(needs, bool)
        sizes = np.diff(self.begin)
        begin = np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int32)
        return Network(self.nodes, self.buyer[kept], begin, self.supplier[np.repeat(kept, sizes)])


@dataclass(frozen=True, slots=True)
class Order:
    """Nodes so that suppliers stand before buyers where no circle forbids it: ``place[v]`` is
    the place of node v, ``network`` the same network numbered by place."""

    place: Ints
    network: Network
    out_begin: Ints
    out: Ints


def network(nodes: int, buyer: ArrayLike, kind: ArrayLike, supplier: ArrayLike) -> Network:
    """Supplies grouped into needs: those of one buyer and one kind replace each other.

    Args:
        nodes: how many.
        buyer, kind, supplier: supplies (supplies); ``kind`` is any whole number ≥ 0, as the link
            of the supplier.

    Raises:
        ChainError: no node, columns of different length, or an end that is no node; a supply
            is named by its number.
    """
    ends = digraph(nodes, supplier, buyer)
    buyers, kinds, suppliers = (np.asarray(column, np.int64) for column in (buyer, kind, supplier))
    if len(kinds) != ends.edges:
        raise ChainError("network", f"{ends.edges} supplies but {len(kinds)} kinds")
    if (kinds < 0).any():
        raise ChainError(f"supply {int((kinds < 0).argmax())}", "its kind is negative")
    if not ends.edges:
        return Network(nodes, *(np.zeros(n, np.int32) for n in (0, 1, 0)))
    key = buyers * (int(kinds.max()) + 1) + kinds
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    return Network(
        nodes,
        buyers[order][first].astype(np.int32),
        np.append(first, len(key)).astype(np.int32),
        suppliers[order].astype(np.int32),
    )


def in_order(given: Network) -> Order:
    """The network by place, with the needs that each node supplies.

    Inside a circle that several suppliers close, needs with one supplier set the order.
    """
    alone = np.diff(given.begin) == 1
    single = digraph(given.nodes, given.supplier[given.begin[:-1][alone]], given.buyer[alone])
    labels = strong_components(single)[1], strong_components(given.graph())[1]
    place = np.empty(given.nodes, np.int32)
    place[np.lexsort(labels)] = np.arange(given.nodes, dtype=np.int32)
    placed = Network(given.nodes, place[given.buyer], given.begin, place[given.supplier])
    need = np.repeat(np.arange(given.needs, dtype=np.int32), np.diff(given.begin))
    return Order(place, placed, *rows_of(placed.supplier, need, given.nodes))
