"""Since when a node stops: worked out by hand, and against the cascade without clocks."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.stress.network import Network, network
from shigu.engine.chain.stress.timing import Stop, clocks, stops
from tests.engine.chain.stress.brute import fallen, networks

CHAIN = network(3, [1, 2], [0, 0], [0, 1])


def test_stocks_run_down_one_after_another():
    found = stops(CHAIN, clocks([30, 10], [inf, inf]), [0])
    assert found == (Stop(0, 0, None), Stop(1, 30, None), Stop(2, 40, None))


def test_a_substitute_brings_all_back_that_waited_for_it():
    found = stops(CHAIN, clocks([30, 10], [90, inf]), [0])
    assert found == (Stop(0, 0, None), Stop(1, 30, 90), Stop(2, 40, 90))


def test_a_substitute_on_the_day_itself_is_in_time():
    assert stops(CHAIN, clocks([30, 10], [30, inf]), [0]) == (Stop(0, 0, None),)


def test_a_stop_shorter_than_the_stock_behind_is_not_felt():
    found = stops(CHAIN, clocks([30, 60], [89, inf]), [0])
    assert found == (Stop(0, 0, None), Stop(1, 30, 89))


def test_the_last_of_two_suppliers_starts_the_clock():
    # 2 buys one kind from 0 and 1; 1 needs 3.
    made = network(4, [1, 2, 2], [0, 1, 1], [3, 0, 1])
    times = clocks([20, 5], [inf, inf])
    assert stops(made, times, [0]) == (Stop(0, 0, None),)
    assert stops(made, times, [0, 3])[2:] == (Stop(1, 20, None), Stop(2, 25, None))


def test_a_circle_without_substitute_stays_down():
    # 1 and 2 need each other, 1 also needs 0; the substitute for 0 comes too late for 2's stock.
    made = network(3, [1, 1, 2], [0, 1, 1], [0, 2, 1])
    late = stops(made, clocks([0, 3, 5], [20, inf, inf]), [0])
    assert late == (Stop(0, 0, None), Stop(1, 0, None), Stop(2, 5, None))
    early = stops(made, clocks([0, 3, 5], [7, inf, inf]), [0])
    assert early == (Stop(0, 0, None), Stop(1, 0, 7), Stop(2, 5, 7))


@settings(deadline=None)
@given(networks(), st.data())
def test_without_substitutes_the_same_stop_as_without_clocks(made: Network, data):
    failed = data.draw(st.sets(st.integers(0, made.nodes - 1)))
    cover = data.draw(st.lists(st.integers(0, 9), min_size=made.needs, max_size=made.needs))
    found = stops(made, clocks(cover, np.full(made.needs, inf)), failed)
    assert {stop.node for stop in found} == fallen(made, failed)
    assert all(stop.until_days is None for stop in found)
    assert [stop.since_days for stop in found] == sorted(stop.since_days for stop in found)


@settings(deadline=None)
@given(networks(), st.data())
def test_substitutes_stop_no_more_and_no_earlier(made: Network, data):
    failed = data.draw(st.sets(st.integers(0, made.nodes - 1)))
    days = st.lists(st.integers(0, 9), min_size=made.needs, max_size=made.needs)
    cover, replace = data.draw(days), data.draw(days)
    alone = {s.node: s for s in stops(made, clocks(cover, [inf] * made.needs), failed)}
    for stop in stops(made, clocks(cover, replace), failed):
        assert stop.since_days >= alone[stop.node].since_days
        assert stop.until_days is None or stop.until_days > stop.since_days


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: clocks([0, -1], [0, 0]), "need 1: cover_days must be at least 0, not -1"),
        (lambda: clocks([inf], [0]), "need 0: cover_days must be at least 0, not inf"),
        (lambda: clocks([0], [float("nan")]), "need 0: replace_days must be at least 0, not nan"),
        (lambda: stops(CHAIN, clocks([0], [0, 0]), [0]), "clocks: 1 times for 2 needs"),
        (lambda: stops(CHAIN, clocks([0, 0], [0, 0]), [3]), "stress: a failed node is none"),
    ],
)
def test_wrong_clocks_are_refused_at_their_place(make, place):
    with pytest.raises(ChainError, match=place):
        make()
