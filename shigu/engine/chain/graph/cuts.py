"""The smallest sets of nodes whose loss cuts every way from the sources to a target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.digraph import Digraph, Ints, digraph
from shigu.engine.chain.graph.flow import unit_ways
from shigu.engine.chain.graph.reach import Marks, reached


@dataclass(frozen=True, slots=True)
class VertexCuts:
    """``size`` nodes cut the target off and fewer do not; ``sets`` are such cuts, each in the
    order of its nodes. ``complete`` says whether there are no others, ``None`` where only one was
    asked for and no other looked for."""

    size: int
    sets: tuple[tuple[int, ...], ...]
    complete: bool | None


@dataclass(frozen=True, slots=True)
class _Question:
    """The nodes between sources and target, numbered anew; ``kept`` may not be cut."""

    between: Ints
    tail: Ints
    head: Ints
    starts: Ints
    target: int
    kept: Marks


def vertex_cuts(
    graph: Digraph, sources: Ints, target: int, *, most: int = 1, kept: Marks | None = None
) -> VertexCuts:
    """Minimum vertex cuts: nodes whose loss leaves no way from any source to the target.

    Sources may be cut, the target may not. Every node is split in two, joined by an arc of
    capacity 1; a maximum flow then counts disjoint ways (Menger). Further cuts of the same size
    come one by one: each answer is divided by which of its nodes must stay.

    Args:
        most: how many cuts to give at most.
        kept: nodes that cannot be lost (nodes).

    Returns:
        ``size`` 0 with one empty set where no source leads to the target.

    Raises:
        ChainError: the target is no node or itself a source, ``most`` is under 1, or nodes that
            cannot be lost lead all the way.

    Reference:
        Menger 1927, Fund. Math. 10: 96–115; enumeration: Vazirani, Yannakakis 1992, ICALP.
    """
    if not 0 <= target < graph.nodes:
        raise ChainError("cut", f"the target {target} is no node")
    if most < 1:
        raise ChainError("cut", f"at least one cut must be asked for, not {most}")
    if (np.asarray(sources) == target).any():
        raise ChainError(f"node {target}", "it is a source itself and cannot be cut off")
    question = _narrowed(graph, np.asarray(sources, np.int32), target, kept)
    if question is None:
        return VertexCuts(0, ((),), complete=True)
    first = _cut(question, question.kept, np.zeros(len(question.between), bool), graph.nodes)
    if first is None:
        raise ChainError(f"node {target}", "nodes that cannot be lost lead to it all the way")
    looked_for = most + 1 if most > 1 else 1
    found = list(islice(_every_cut(question, first), looked_for))
    sets = tuple(tuple(int(v) for v in question.between[cut]) for cut in found[:most])
    return VertexCuts(len(first), sets, complete=len(found) <= most if most > 1 else None)


def _narrowed(graph: Digraph, sources: Ints, target: int, kept: Marks | None) -> _Question | None:
    """Only nodes on a way from a source to the target; ``None`` where there is no way."""
    ahead = reached(graph, sources)
    on_way = ahead & reached(graph.reverse(), np.array([target], np.int32))
    if not on_way[target]:
        return None
    between = np.flatnonzero(on_way).astype(np.int32)
    number = np.full(graph.nodes, -1, np.int32)
    number[between] = np.arange(len(between), dtype=np.int32)
    tail = np.repeat(number, np.diff(graph.begin))
    head = number[graph.head]
    inside = (tail >= 0) & (head >= 0)
    starts = number[sources[on_way[sources]]]
    held = np.zeros(len(between), bool) if kept is None else np.asarray(kept, bool)[between]
    held[number[target]] = True
    return _Question(between, tail[inside], head[inside], starts, int(number[target]), held)


def _every_cut(question: _Question, first: Ints) -> Iterator[Ints]:
    """All minimum cuts, each once: cut c₁…c_k leaves the parts "c₁…c_{i−1} lost, c_i kept"."""
    size = len(first)
    nobody = np.zeros(len(question.between), bool)
    waiting = [(first, question.kept, nobody)]
    while waiting:
        cut, kept, lost = waiting.pop()
        yield cut
        already = lost.copy()
        for node in cut[~lost[cut]]:
            held = kept.copy()
            held[node] = True
            other = _cut(question, held, already, size)
            if other is not None:
                waiting.append((other, held, already.copy()))
            already[node] = True


def _cut(question: _Question, kept: Marks, lost: Marks, most: int) -> Ints | None:
    """A minimum cut that has all of ``lost`` and none of ``kept``; ``None`` where there is none
    of at most ``most`` nodes. Ways are sought upwards from the target, where they are few."""
    nodes = len(question.between)
    start, large = 2 * nodes, nodes + 1
    each = np.arange(nodes, dtype=np.int32)
    live = ~(lost[question.tail] | lost[question.head])
    tail, head = question.tail[live], question.head[live]
    begun = question.starts[~lost[question.starts]]
    if _uncuttable(question, kept, tail, head, begun):
        return None
    tails = np.concatenate([each + nodes, head, begun]).astype(np.int32)
    heads = np.concatenate([each, tail + nodes, np.full(len(begun), start)]).astype(np.int32)
    inner = np.where(kept, large, np.where(lost, 0, 1))
    room = np.concatenate([inner, np.full(len(tails) - nodes, large)]).astype(np.int32)
    already = int(lost.sum())
    ways = unit_ways(tails, heads, room, start + 1, question.target, start, most - already)
    if ways[0] + already > most:
        return None
    side = ways[1]
    crossed = side[nodes:start] & ~side[:nodes]
    crossed[question.target] = False
    return np.flatnonzero(crossed | lost).astype(np.int32)


def _uncuttable(question: _Question, kept: Marks, tail: Ints, head: Ints, begun: Ints) -> bool:
    """Whether nodes that cannot be lost lead to the target all the way."""
    held = kept[tail] & kept[head]
    inside = digraph(len(kept), tail[held], head[held])
    return bool(reached(inside, begun[kept[begun]])[question.target])
