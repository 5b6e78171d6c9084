"""Measures of supply graphs against networkx and against their definitions."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.components import strong_components
from shigu.engine.chain.graph.cuts import vertex_cuts
from shigu.engine.chain.graph.digraph import Digraph, digraph
from shigu.engine.chain.graph.dominators import (
    UNREACHED,
    dominated,
    dominator_tree,
    dominators_of,
)
from shigu.engine.chain.graph.pagerank import pagerank


def of(nodes: int, *pairs: tuple[int, int]) -> Digraph:
    return digraph(nodes, [a for a, _ in pairs], [b for _, b in pairs])


def peer(graph: Digraph) -> nx.DiGraph:
    made = nx.DiGraph()
    made.add_nodes_from(range(graph.nodes))
    tail = np.repeat(np.arange(graph.nodes), np.diff(graph.begin))
    made.add_edges_from(zip(tail.tolist(), graph.head.tolist(), strict=True))
    return made


@st.composite
def graphs(draw: st.DrawFn, largest: int = 9) -> Digraph:
    nodes = draw(st.integers(2, largest))
    ends = st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1))
    return of(nodes, *draw(st.lists(ends, unique=True, max_size=3 * nodes)))


def reached(graph: nx.DiGraph, sources: list[int]) -> set[int]:
    return set(sources).union(*(nx.descendants(graph, source) for source in sources))


def test_buyers_and_suppliers_stand_in_rows():
    graph = of(4, (0, 2), (3, 2), (0, 1))
    assert graph.begin.tolist() == [0, 2, 2, 2, 3]
    assert graph.head.tolist() == [2, 1, 2]
    assert graph.reverse().head.tolist() == [0, 0, 3]
    assert graph.sources().tolist() == [0, 3]


@settings(deadline=None)
@given(graphs())
def test_components_are_those_of_networkx_in_topological_order(graph: Digraph):
    count, label = strong_components(graph)
    groups = {frozenset(np.flatnonzero(label == k).tolist()) for k in range(count)}
    assert groups == {frozenset(g) for g in nx.strongly_connected_components(peer(graph))}
    for tail, head in peer(graph).edges:
        assert label[tail] <= label[head]


@settings(deadline=None)
@given(graphs())
def test_pagerank_is_that_of_networkx(graph: Digraph):
    theirs = nx.pagerank(peer(graph), alpha=0.85, tol=1e-13, max_iter=2000)
    assert pagerank(graph) == pytest.approx([theirs[v] for v in range(graph.nodes)], abs=1e-9)


def test_a_pagerank_that_does_not_settle_is_refused():
    with pytest.raises(ChainError, match="1 rounds leave"):
        pagerank(of(3, (0, 1), (1, 2)), rounds=1)


@settings(deadline=None)
@given(graphs(), st.data())
def test_dominators_are_the_nodes_whose_loss_cuts_off(graph: Digraph, data: st.DataObject):
    roots = data.draw(st.sets(st.integers(0, graph.nodes - 1), min_size=1))
    tree = dominator_tree(graph, np.array(sorted(roots), np.int32))
    whole = peer(graph)
    alive = reached(whole, sorted(roots))
    sizes = dominated(tree)
    falls = {v: set() for v in range(graph.nodes)}
    for lost in range(graph.nodes):
        rest = whole.copy()
        rest.remove_node(lost)
        left = [root for root in roots if root != lost]
        falls[lost] = alive - (reached(rest, left) if left else set())
    for node in range(graph.nodes):
        if node not in alive:
            assert tree[node] == UNREACHED
            assert sizes[node] == 0
            continue
        assert set(dominators_of(tree, node)) == {
            v for v in alive if node in falls[v] and v != node
        }
        assert sizes[node] == len(falls[node])


def test_who_is_not_reached_has_no_dominators():
    tree = dominator_tree(of(3, (0, 1)), np.array([0], np.int32))
    with pytest.raises(ChainError, match="node 2: no root leads to it"):
        dominators_of(tree, 2)


def all_cuts(graph: Digraph, sources: list[int], target: int, kept: set[int]) -> set:
    """Every smallest set, by trying all sets in order of size."""
    whole = peer(graph)
    nodes = [v for v in range(graph.nodes) if v != target and v not in kept]
    for size in range(len(nodes) + 1):
        found = set()
        for lost in combinations(nodes, size):
            rest = whole.copy()
            rest.remove_nodes_from(lost)
            left = [source for source in sources if source not in lost]
            if not left or target not in reached(rest, left):
                found.add(lost)
        if found:
            return found
    return set()


@settings(deadline=None)
@given(graphs(7), st.data())
def test_cuts_are_all_the_smallest_ones(graph: Digraph, data: st.DataObject):
    target = data.draw(st.integers(0, graph.nodes - 1))
    others = [v for v in range(graph.nodes) if v != target]
    sources = sorted(data.draw(st.sets(st.sampled_from(others), min_size=1)))
    kept = data.draw(st.sets(st.sampled_from(others)))
    marks = np.isin(np.arange(graph.nodes), sorted(kept))
    tried = all_cuts(graph, sources, target, kept)
    ask = {"most": 500, "kept": marks}
    if not tried:
        with pytest.raises(ChainError, match="cannot be lost lead to it all the way"):
            vertex_cuts(graph, np.array(sources, np.int32), target, **ask)
        return
    found = vertex_cuts(graph, np.array(sources, np.int32), target, **ask)
    assert found.complete
    assert len(found.sets) == len(set(found.sets))
    assert set(found.sets) == tried
    assert {len(each) for each in found.sets} == {found.size}


def test_a_stated_number_of_cuts_says_that_there_are_more():
    graph = of(5, (0, 1), (1, 2), (2, 3), (3, 4))
    found = vertex_cuts(graph, np.array([0], np.int32), 4, most=2)
    assert (found.size, len(found.sets), found.complete) == (1, 2, False)


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: digraph(0, [], []), "graph: it must have between 1"),
        (lambda: digraph(2, [0, 1], [1]), "graph: 2 tails but 1 heads"),
        (lambda: digraph(2, [0, 0], [1, 2]), "edge 1: its head 2 is no node"),
        (lambda: digraph(2, [-1], [1]), "edge 0: its tail -1 is no node"),
        (lambda: digraph(2, [0.5], [1]), "graph, tail: it must be a column of whole numbers"),
        (lambda: digraph(2, [float("nan")], [1]), "graph, tail: it must be a column"),
        (lambda: pagerank(of(2, (0, 1)), damping=1), "PageRank: damping must be"),
        (lambda: dominator_tree(of(2, (0, 1)), np.array([], np.int32)), "there is no root"),
        (lambda: dominator_tree(of(2, (0, 1)), np.array([2], np.int32)), "a root is no node"),
        (lambda: vertex_cuts(of(2, (0, 1)), np.array([0], np.int32), 2), "target 2 is no node"),
        (lambda: vertex_cuts(of(2, (0, 1)), np.array([1], np.int32), 1), "it is a source itself"),
    ],
)
def test_what_is_no_graph_is_refused_at_its_place(make, place):
    with pytest.raises(ChainError, match=place):
        make()


def test_a_graph_without_edges_has_only_itself():
    graph = digraph(3, [], [])
    assert strong_components(graph)[0] == 3
    assert pagerank(graph).tolist() == [1 / 3] * 3
    assert dominated(dominator_tree(graph, graph.sources())).tolist() == [1, 1, 1]
    assert vertex_cuts(graph, np.array([0], np.int32), 2).sets == ((),)
