"""Dominators: whom every way from any raw source must pass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.digraph import Digraph
from shigu.engine.compiled import compiled

Ints = NDArray[np.int32]
UNREACHED = -2


def dominator_tree(graph: Digraph, roots: Ints) -> Ints:
    """The immediate dominator of each node as seen from ``roots`` together (nodes).

    −1 where nothing but the roots' common start dominates, ``UNREACHED`` where no root leads.
    A node falls with any node above it in this tree, when one supplier of each node is enough.

    Raises:
        ChainError: there is no root, or one is no node.

    Reference:
        Semi-NCA: Georgiadis, Tarjan, Werneck 2006, J. Graph Algorithms Appl. 10: 69–94;
        semidominators: Lengauer, Tarjan 1979, ACM TOPLAS 1: 121–141.
    """
    if len(roots) == 0:
        raise ChainError("dominators", "there is no root")
    if roots.min() < 0 or roots.max() >= graph.nodes:
        raise ChainError("dominators", "a root is no node")
    back = graph.reverse()
    return _semi_nca(graph.begin, graph.head, back.begin, back.head, roots.astype(np.int32))


def dominators_of(tree: Ints, node: int) -> tuple[int, ...]:
    """All dominators of ``node``, nearest first, itself left out.

    Raises:
        ChainError: it is no node, or no root leads to it.
    """
    if not 0 <= node < len(tree):
        raise ChainError(f"node {node}", "the tree has no such node")
    if tree[node] == UNREACHED:
        raise ChainError(f"node {node}", "no root leads to it")
    above: list[int] = []
    current = int(tree[node])
    while current >= 0:
        above.append(current)
        current = int(tree[current])
    return tuple(above)


def dominated(tree: Ints) -> NDArray[np.int64]:
    """How many nodes fall with each one, itself included; 0 where no root leads (nodes)."""
    return _subtree_sizes(tree)


@compiled
def _depth_first(begin: Ints, head: Ints, roots: Ints) -> tuple[Ints, Ints, Ints]:
    """Preorder with a common start 0: node at each number, number of each node, parent number."""
    nodes = len(begin) - 1
    at = np.full(nodes + 1, -1, np.int32)
    number, parent = np.zeros(nodes, np.int32), np.zeros(nodes + 1, np.int32)
    following, path = begin[:-1].copy(), np.empty(nodes, np.int32)
    count = 0
    for root in roots:
        if number[root]:
            continue
        count += 1
        number[root], at[count] = count, root
        depth = 0
        path[0] = root
        while depth >= 0:
            v = path[depth]
            if following[v] == begin[v + 1]:
                depth -= 1
                continue
            w = head[following[v]]
            following[v] += 1
            if number[w] == 0:
                count += 1
                number[w], at[count], parent[count] = count, w, number[v]
                depth += 1
                path[depth] = w
    return at[: count + 1], number, parent[: count + 1]


@compiled
def _lowest(v: int, last: int, ancestor: Ints, label: Ints, semi: Ints, path: Ints) -> int:
    """The number of least semidominator on the linked way up from v, with path compression."""
    if v <= last:
        return int(label[v])
    depth = 0
    while ancestor[v] > last:
        path[depth] = v
        depth += 1
        v = ancestor[v]
    above = v
    while depth:
        depth -= 1
        u = path[depth]
        if semi[label[above]] < semi[label[u]]:
            label[u] = label[above]
        ancestor[u] = ancestor[above]
        above = u
    return int(label[above])


@compiled
def _semi_nca(begin: Ints, head: Ints, back_begin: Ints, back_head: Ints, roots: Ints) -> Ints:
    at, number, parent = _depth_first(begin, head, roots)
    is_root = np.zeros(len(number), np.bool_)
    is_root[roots] = True
    count = len(at)
    semi, label = np.arange(count, dtype=np.int32), np.arange(count, dtype=np.int32)
    ancestor, path = parent.copy(), np.empty(count, np.int32)
    for w in range(count - 1, 0, -1):
        v = at[w]
        least = 0 if is_root[v] else parent[w]
        for k in range(back_begin[v], back_begin[v + 1]):
            u = number[back_head[k]]
            if u:
                least = min(least, semi[_lowest(u, w, ancestor, label, semi, path)])
        semi[w] = least
    above = parent
    for w in range(1, count):
        u = above[w]
        while u > semi[w]:
            u = above[u]
        above[w] = u
    tree = np.full(len(number), -2, np.int32)
    for w in range(1, count):
        tree[at[w]] = at[above[w]] if above[w] else -1
    return tree


@compiled
def _subtree_sizes(tree: Ints) -> NDArray[np.int64]:
    nodes = len(tree)
    size, children = np.zeros(nodes, np.int64), np.zeros(nodes, np.int32)
    for v in range(nodes):
        if tree[v] != -2:
            size[v] = 1
        if tree[v] >= 0:
            children[tree[v]] += 1
    leaves = np.empty(nodes, np.int32)
    count = 0
    for v in range(nodes):
        if tree[v] != -2 and children[v] == 0:
            leaves[count] = v
            count += 1
    done = 0
    while done < count:
        v = leaves[done]
        done += 1
        above = tree[v]
        if above >= 0:
            size[above] += size[v]
            children[above] -= 1
            if children[above] == 0:
                leaves[count] = above
                count += 1
    return size
