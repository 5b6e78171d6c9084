"""Which nodes stop when others fail: 512 failures at a time in the bits of eight words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.rows import rows_of
from shigu.engine.chain.stress.condense import condensed
from shigu.engine.chain.stress.network import Network, in_order
from shigu.engine.compiled import compiled, inner, maker

Ints = NDArray[np.int32]
Bits = NDArray[np.uint64]
Floats = NDArray[np.float64]
WORDS = 8
AT_ONCE = 64 * WORDS


@dataclass(frozen=True, slots=True)
class Failures:
    """Failure k takes down ``node[begin[k]:begin[k + 1]]`` at once."""

    begin: Ints
    node: Ints

    @property
    def count(self) -> int:
        return len(self.begin) - 1


def failures(of: Sequence[Sequence[int]]) -> Failures:
    """One failure for each group of nodes; one that takes nobody down is the undisturbed state."""
    sizes = np.array([len(group) for group in of], np.int64)
    nodes = np.array([node for group in of for node in group], np.int32)
    return Failures(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32), nodes)


def each_alone(nodes: int) -> Failures:
    """Every single failure.

    Raises:
        ChainError: there is no node.
    """
    if nodes < 1:
        raise ChainError("failures", f"at least one node can fail, not {nodes}")
    return Failures(np.arange(nodes + 1, dtype=np.int32), np.arange(nodes, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Losses:
    """``lost`` (failures) is the weight of watched nodes that stop; ``stopped`` (failures ×
    watched, 0 or 1) says which, where it was asked for."""

    lost: Floats
    stopped: NDArray[np.uint8] | None


def losses(
    given: Network, fail: Failures, watched: ArrayLike, weight: ArrayLike, *, which: bool = False
) -> Losses:
    """What stops in each failure: the least set that has the failed nodes and every buyer one of
    whose needs has all its suppliers in the set.

    Nodes that always stop together are merged. All failures run together, 512 in the bits of
    eight words, in topological order; circles that are left are swept until nothing changes. The
    work of a block is the edges of its cascades together.

    Args:
        watched: nodes whose stopping counts (watched).
        weight: what each counts, ≥ 0 (watched).
        which: whether to say which watched nodes stop.

    Raises:
        ChainError: a failed or watched node is none, or a weight is negative or not a number.

    Reference:
        least fixed point of Horn rules: Dowling, Gallier 1984, J. Log. Program. 1: 267–284; bits
        of many searches at once: Then et al. 2014, PVLDB 8: 449–460.
    """
    nodes, weights = _checked(given, fail, watched, weight)
    small, number = condensed(given)
    order = in_order(small)
    failed, at = order.place[number[fail.node]], order.place[number[nodes]]
    stopped = np.zeros((fail.count if which else 0, len(nodes)), np.uint8)
    items = rows_of(at, np.arange(len(nodes), dtype=np.int32), small.nodes)
    lost = _every_block(
        order.network.buyer,
        order.network.begin,
        order.network.supplier,
        order.out_begin,
        order.out,
        *_gathered(fail, failed),
        *items,
        np.bincount(at, weights, small.nodes).astype(float),
        stopped,
    )
    return Losses(lost, stopped if which else None)


def _checked(
    given: Network, fail: Failures, watched: ArrayLike, weight: ArrayLike
) -> tuple[Ints, Floats]:
    nodes, weights = np.asarray(watched, np.int32), np.asarray(weight, float)
    for what, some in (("failure", fail.node), ("watched", nodes)):
        wrong = (some < 0) | (some >= given.nodes)
        if wrong.any():
            raise ChainError(f"{what} {int(wrong.argmax())}", f"{some[wrong][0]} is no node")
    if weights.shape != nodes.shape:
        raise ChainError("stress", f"{len(nodes)} watched nodes but {weights.size} weights")
    wrong = ~(weights >= 0) | np.isinf(weights)
    if wrong.any():
        at = int(wrong.argmax())
        raise ChainError(f"watched {at}", f"its weight must be at least 0, not {weights[at]}")
    return nodes, weights


def _gathered(fail: Failures, failed: Ints) -> tuple[Ints, Ints, Ints]:
    """The failures by the place where they begin, so that a block shares its cascades."""
    alone = np.diff(fail.begin)
    first = np.full(fail.count, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(first, np.repeat(np.arange(fail.count), alone), failed)
    order = np.argsort(first, kind="stable").astype(np.int32)
    return order, fail.begin, failed


@compiled
def _every_block(
    buyer: Ints,
    begin: Ints,
    supplier: Ints,
    out_begin: Ints,
    out: Ints,
    order: Ints,
    fail_begin: Ints,
    failed: Ints,
    watched_begin: Ints,
    watched: Ints,
    weight: Floats,
    stopped: NDArray[np.uint8],
) -> Floats:
    nodes = len(out_begin) - 1
    lost = np.zeros(len(order))
    down = np.zeros((nodes, WORDS), np.uint64)
    waiting, touched = np.zeros(nodes, np.bool_), np.empty(nodes, np.int32)
    met = np.zeros(nodes, np.bool_)
    for block in range(0, len(order), AT_ONCE):
        some = order[block : block + AT_ONCE]
        count = _fail(some, fail_begin, failed, down, waiting, met, touched)
        count = _spread(buyer, begin, supplier, out_begin, out, down, waiting, met, touched, count)
        _tell(some, down, touched[:count], watched_begin, watched, weight, lost, stopped)
        for k in range(count):
            v = touched[k]
            met[v] = False
            down[v, :] = 0
    return lost


@inner
def _fail(
    some: Ints,
    fail_begin: Ints,
    failed: Ints,
    down: Bits,
    waiting: NDArray[np.bool_],
    met: NDArray[np.bool_],
    touched: Ints,
) -> int:
    count = 0
    for bit in range(len(some)):
        for k in range(fail_begin[some[bit]], fail_begin[some[bit] + 1]):
            v = failed[k]
            down[v, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
            waiting[v] = True
            if not met[v]:
                met[v] = True
                touched[count] = v
                count += 1
    return count


@maker
def _spread(
    buyer: Ints,
    begin: Ints,
    supplier: Ints,
    out_begin: Ints,
    out: Ints,
    down: Bits,
    waiting: NDArray[np.bool_],
    met: NDArray[np.bool_],
    touched: Ints,
    count: int,
) -> int:
    nodes = len(waiting)
    low, high = nodes, -1
    for k in range(count):
        low, high = min(low, touched[k]), max(high, touched[k])
    new = np.empty(WORDS, np.uint64)
    while low <= high:
        again, v = nodes, low
        while v <= high:
            if waiting[v]:
                waiting[v] = False
                for k in range(out_begin[v], out_begin[v + 1]):
                    need = out[k]
                    b = buyer[need]
                    if _news(v, b, supplier[begin[need] : begin[need + 1]], down, new):
                        for w in range(WORDS):
                            down[b, w] |= new[w]
                        if not met[b]:
                            met[b] = True
                            touched[count] = b
                            count += 1
                        waiting[b] = True
                        high = max(high, b)
                        if b <= v:
                            again = min(again, b)
            v += 1
        low = again
    return count


@inner
def _news(v: int, b: int, suppliers: Ints, down: Bits, new: Bits) -> bool:
    """In which failures b stops now because all these suppliers, v among them, are down."""
    some = np.uint64(0)
    for w in range(WORDS):
        new[w] = down[v, w] & ~down[b, w]
        some |= new[w]
    for k in range(len(suppliers)):
        if some == 0:
            return False
        some = np.uint64(0)
        for w in range(WORDS):
            new[w] &= down[suppliers[k], w]
            some |= new[w]
    return bool(some != 0)


@inner
def _tell(
    some: Ints,
    down: Bits,
    touched: Ints,
    watched_begin: Ints,
    watched: Ints,
    weight: Floats,
    lost: Floats,
    stopped: NDArray[np.uint8],
) -> None:
    for v in touched:
        if watched_begin[v] == watched_begin[v + 1]:
            continue
        for w in range(WORDS):
            bits, bit = down[v, w], w << 6
            while bits:
                if bits & np.uint64(1):
                    lost[some[bit]] += weight[v]
                    if len(stopped):
                        for k in range(watched_begin[v], watched_begin[v + 1]):
                            stopped[some[bit], watched[k]] = 1
                bits >>= np.uint64(1)
                bit += 1
