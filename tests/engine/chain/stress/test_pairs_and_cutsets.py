"""N-2 and minimal cut sets against all pairs and all sets."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.stress.cutsets import CutSearch
from shigu.engine.chain.stress.network import Network, network
from shigu.engine.chain.stress.pairs import joint_pairs
from tests.engine.chain.stress.brute import fallen, networks, smallest


@st.composite
def stressed(draw: st.DrawFn, largest: int = 7) -> tuple[Network, list[list[int]]]:
    made = draw(networks(largest))
    group = st.sets(st.integers(0, made.nodes - 1), min_size=1, max_size=2).map(sorted)
    return made, draw(st.lists(group, min_size=1, max_size=6))


def stopping_more(made: Network, events: list[list[int]]) -> set[tuple[int, int]]:
    alone = [fallen(made, set(group)) for group in events]
    return {
        (one, other)
        for one, other in combinations(range(len(events)), 2)
        if fallen(made, {*events[one], *events[other]}) != alone[one] | alone[other]
    }


@settings(deadline=None)
@given(stressed())
def test_no_pair_that_stops_more_is_missed(case):
    made, events = case
    found = set(joint_pairs(made, events))
    assert stopping_more(made, events) <= found
    assert all(one < other for one, other in found)


def test_only_pairs_that_take_a_need_together_are_named():
    made = network(6, [4, 4, 5, 5, 5], [0, 0, 0, 0, 0], [0, 1, 1, 2, 3])
    assert joint_pairs(made, [[k] for k in range(4)]) == ((0, 1),)


@settings(deadline=None)
@given(stressed(), st.data())
def test_cut_sets_are_all_the_minimal_ones(case, data):
    made, events = case
    target = data.draw(st.integers(0, made.nodes - 1))
    size = data.draw(st.integers(1, 3))
    found = CutSearch(made, events, size).of(target)
    assert found.complete
    sets = [set(group) for group in events]
    assert {frozenset(cut) for cut in found.sets} == smallest(made, sets, target, size)
    assert [len(cut) for cut in found.sets] == sorted(len(cut) for cut in found.sets)


def test_an_application_of_two_inputs_falls_with_either():
    # 3 needs chips (0 or 1) and lenses (2).
    made = network(4, [3, 3, 3], [0, 0, 1], [0, 1, 2])
    events = [[0], [1], [2]]
    assert CutSearch(made, events, 3).of(3).sets == ((2,), (0, 1))
    assert CutSearch(made, events, 1).of(3).sets == ((2,),)
    some = CutSearch(made, events, 3).of(3, most=1)
    assert (some.sets, some.complete) == (((2,),), False)


@pytest.mark.parametrize(
    ("ask", "place"),
    [
        ({"size": 0}, "cut sets: the size must be at least 1, not 0"),
        ({"most": 0}, "cut sets: at least one set must be asked for, not 0"),
        ({"node": 2}, "cut sets: the node 2 is none"),
        ({"events": [[0], [5]]}, "event 1: 5 is no node"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_place(ask, place):
    asked = {"events": [[0]], "node": 1, "size": 3, "most": 9, **ask}
    with pytest.raises(ChainError, match=place):
        CutSearch(network(2, [1], [0], [0]), asked["events"], asked["size"]).of(
            asked["node"], asked["most"]
        )
