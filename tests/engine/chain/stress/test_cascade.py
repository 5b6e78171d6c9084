"""Cascades against the rule applied until nothing changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.stress.cascade import each_alone, failures, losses
from shigu.engine.chain.stress.network import Network, network
from tests.engine.chain.stress.brute import fallen, needs_of, networks


def test_supplies_of_one_kind_replace_each_other():
    made = network(4, [3, 3, 3], [1, 0, 1], [0, 1, 2])
    assert needs_of(made) == [(3, {1}), (3, {0, 2})]
    found = losses(made, failures([[0], [1], [0, 2]]), [3], [2.5])
    assert found.lost.tolist() == [0, 2.5, 2.5]
    assert found.stopped is None


@settings(deadline=None)
@given(networks(), st.data())
def test_failures_are_those_of_the_rule(made: Network, data: st.DataObject):
    node = st.integers(0, made.nodes - 1)
    groups = data.draw(st.lists(st.sets(node), min_size=1, max_size=6))
    watched = data.draw(st.lists(node, max_size=4))
    weight = [1.0 + k for k in range(len(watched))]
    found = losses(made, failures([sorted(g) for g in groups]), watched, weight, which=True)
    for row, group in enumerate(groups):
        down = fallen(made, group)
        assert found.stopped[row].tolist() == [int(v in down) for v in watched]
        lost = sum(w for v, w in zip(watched, weight, strict=True) if v in down)
        assert found.lost[row] == lost


def test_more_failures_than_bits_are_told_apart():
    nodes = 1500
    chain = np.arange(nodes - 1)
    made = network(nodes, chain + 1, np.zeros(nodes - 1, int), chain)
    found = losses(made, each_alone(nodes), np.arange(nodes), np.ones(nodes))
    assert found.lost.tolist() == [nodes - k for k in range(nodes)]


def test_a_circle_falls_together_and_stands_by_itself():
    made = network(3, [0, 1, 2], [0, 0, 0], [2, 0, 1])
    assert losses(made, failures([[1], []]), [0, 1, 2], [1, 1, 1]).lost.tolist() == [3, 0]


def test_a_need_that_is_always_met_stops_nobody():
    made = network(3, [2, 2], [0, 1], [0, 1])
    assert losses(made.without([True, False]), failures([[0], [1]]), [2], [1]).lost.tolist() == [
        0,
        1,
    ]


def test_nobody_needs_anything():
    made = network(2, [], [], [])
    assert losses(made, each_alone(2), [0, 1], [1, 1]).lost.tolist() == [1, 1]
    assert losses(made, failures([]), [], []).lost.tolist() == []


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: network(0, [], [], []), "graph: it must have between 1"),
        (lambda: network(2, [0], [0], [2]), "edge 0: its tail 2 is no node"),
        (lambda: network(2, [0], [0, 1], [1]), "network: 1 supplies but 2 kinds"),
        (lambda: network(2, [0, 0], [0, -1], [1, 1]), "supply 1: its kind is negative"),
        (lambda: losses(network(1, [], [], []), failures([[0], [1]]), [], []), "failure 1: 1 is"),
        (lambda: losses(network(1, [], [], []), failures([]), [1], [1]), "watched 0: 1 is no node"),
        (lambda: losses(network(1, [], [], []), failures([]), [0], [-1]), "watched 0: its weight"),
        (
            lambda: losses(network(1, [], [], []), failures([]), [0], [float("nan")]),
            "watched 0: its weight must be at least 0, not nan",
        ),
        (lambda: losses(network(1, [], [], []), failures([]), [0], []), "1 watched nodes but 0"),
    ],
)
def test_what_cannot_be_stressed_is_refused_at_its_place(make, place):
    with pytest.raises(ChainError, match=place):
        make()
