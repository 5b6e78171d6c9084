"""Beams of dives: plans that keep every limit, the same for the same seed, closer than one dive."""

from math import inf

import numpy as np
import pytest

from shigu.engine.siting.portfolio.beam import MANNERS, beam, single
from shigu.engine.siting.portfolio.capacity import choose, prices, raise_bound
from shigu.engine.siting.portfolio.hands import Hand
from shigu.engine.siting.portfolio.volume import begin, improve, volume
from shigu.engine.siting.portfolio.workers import NODES, ground
from tests.engine.siting.portfolio.small import cost_of, keeps, tight


@pytest.fixture(scope="module")
def where():
    p, stop = tight(jobs=60, agents=10, seed=7), np.zeros(1, np.int64)
    rates = prices(p, stop)
    bound = raise_bound(p, rates, 300)
    rates.now[:] = rates.best
    choose(p, rates)
    state = volume(p, rates.worth, rates.side_best, np.ones_like(p.capacity), stop)
    begin(p, state, NODES)
    improve(p, state, 1.01 * bound, 200, NODES)
    return ground(p, rates, state, 0.02 * bound)


def test_a_beam_keeps_every_limit_and_is_no_worse_than_a_dive(where):
    one, many = single(where, MANNERS[0], 0.0, 1), beam(where, MANNERS[0], 1)
    for found in (one, many):
        assert keeps(where.problem, found.plan)
        assert found.cost == cost_of(where.problem, found.plan)
    assert many.cost <= one.cost


def test_the_same_seed_gives_the_same_beam_and_leaves_the_ground_as_it_was(where):
    before = where.volume.average.copy(), where.volume.pace.copy()
    first, again = (beam(where, MANNERS[1], 5) for _ in range(2))
    assert first.plan.tolist() == again.plan.tolist()
    assert np.array_equal(where.volume.average, before[0])
    assert np.array_equal(where.volume.pace, before[1])


def test_a_beam_that_is_stopped_has_no_plan(where):
    where.stop[0] = 1
    try:
        assert beam(where, MANNERS[0], 1).cost == inf
    finally:
        where.stop[0] = 0


def test_a_hand_finds_the_same_whatever_others_do(where):
    lines = []
    for _ in range(2):
        hand = Hand(where, 1, 2, seed=3)
        lines.append([hand.go().cost for _ in range(6)])
        assert hand.best.cost == min(lines[-1])
        assert hand.turn == 6
    assert lines[0] == lines[1]
    assert (
        Hand(where, 0, 2, seed=3).go().plan.tolist() != Hand(where, 1, 2, seed=3).go().plan.tolist()
    )
