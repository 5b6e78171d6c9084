"""Airport games by sorting, against the same games with every coalition listed."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.game import GameError
from shigu.engine.sharing.nucleolus import nucleolus
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.sharing.structured.airport import Airport

COSTS = st.lists(st.integers(0, 30), min_size=1, max_size=7)


def airport(costs):
    return Airport(tuple(f"p{i}" for i in range(len(costs))), tuple(map(Fraction, costs)))


@settings(max_examples=200, deadline=None)
@given(COSTS)
def test_fees_are_those_of_the_listed_game(costs):
    found = airport(costs)
    assert found.shapley() == shapley(found.game())
    assert found.nucleolus() == nucleolus(found.game())


def test_ibn_ezra():
    """O'Neill (1982): 30, 40, 60, 120."""
    assert airport([30, 40, 60, 120]).shapley() == tuple(
        map(Fraction, ["15/2", "65/6", "125/6", "485/6"])
    )


BIRMINGHAM = {
    65899: 42,
    76725: 9555,
    95200: 288,
    97200: 303,
    97436: 151,
    98142: 1315,
    102496: 505,
    104849: 1128,
    113322: 151,
    115440: 112,
    117676: 22,
}


def test_birmingham_1968_69_as_printed():
    """Littlechild & Owen, Management Science 20 (1973): 13,572 landings of eleven types; fees for
    a landing in pounds. The nucleolus was computed independently."""
    costs = [cost for cost, landings in BIRMINGHAM.items() for _ in range(landings)]
    found = airport(costs)
    printed = [4.86, 5.66, 10.30, 10.85, 10.92, 11.13, 13.40, 15.07, 44.80, 60.61, 162.24]
    by_type = dict(zip(costs, found.shapley(), strict=True))
    assert [float(fee) for fee in by_type.values()] == pytest.approx(printed, abs=5.1e-3)
    assert sum(found.shapley()) == sum(found.nucleolus()) == 117676
    nucleolus_by_type = dict(zip(costs, found.nucleolus(), strict=True))
    wanted = [7.8905] * 8 + [40.1473] * 2 + [103.4612]
    assert [float(fee) for fee in nucleolus_by_type.values()] == pytest.approx(wanted, abs=5e-5)


@pytest.mark.parametrize(
    ("costs", "says"), [([1, -1], r"costs\[1\] is negative"), ([], "0 entries for 0 players")]
)
def test_costs_that_are_none_are_refused(costs, says):
    with pytest.raises(GameError, match=says):
        airport(costs)
