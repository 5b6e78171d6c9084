"""Power in weighted voting, by counting, against listed games and printed tables."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.game import GameError
from shigu.engine.sharing.semivalues import banzhaf, shapley
from shigu.engine.sharing.structured.voting import WeightedVoting

ELECTORAL = (
    [45, 41, 27, 26, 26, 25, 21, 17, 17, 14, 13, 13, 12, 12, 12, 11, 10, 10, 10, 10]
    + [9] * 3
    + [8] * 4
    + [7] * 3
    + [6] * 4
    + [5]
    + [4] * 9
    + [3] * 7
)


def voting(quota, weights):
    return WeightedVoting(tuple(f"p{i}" for i in range(len(weights))), tuple(weights), quota)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any), st.data())
def test_indices_are_those_of_the_listed_game(weights, data):
    found = voting(data.draw(st.integers(1, sum(weights))), weights)
    assert found.shapley_shubik() == shapley(found.game())
    assert found.banzhaf() == banzhaf(found.game())


def test_un_security_council():
    found = voting(39, [7] * 5 + [1] * 10).shapley_shubik()
    assert found == (Fraction(421, 2145),) * 5 + (Fraction(4, 2145),) * 10


@pytest.mark.parametrize(
    ("quota", "weights", "wanted"),
    [
        (12, [4, 4, 4, 2, 2, 1], ["7/30"] * 3 + ["3/20"] * 2 + ["0"]),
        (
            41,
            [10, 10, 10, 10, 5, 5, 3, 3, 2],
            ["5/28"] * 4 + ["17/210"] * 2 + ["2/35"] * 2 + ["1/105"],
        ),
        (
            45,
            [10, 10, 10, 10, 5, 5, 5, 3, 3, 2],
            ["73/420"] * 4 + ["1/14"] * 3 + ["19/630"] * 3,
        ),
        (
            54,
            [10, 10, 10, 10, 8, 5, 5, 5, 5, 3, 3, 2],
            ["31/231"] * 4 + ["257/2310"] + ["589/9240"] * 4 + ["59/1386"] * 2 + ["41/3465"],
        ),
    ],
)
def test_council_of_the_european_communities(quota, weights, wanted):
    """1958, 1973, 1981 and 1986; the first is printed by Brams & Affuso (1976), all four were
    computed independently."""
    assert voting(quota, weights).shapley_shubik() == tuple(map(Fraction, wanted))


def test_electoral_college_of_the_1970_census_as_printed():
    """Owen, American Political Science Review 69 (1975); 3 votes are printed .00542, which
    computes to .005413."""
    printed = {
        45: 0.08831,
        41: 0.07973,
        27: 0.05096,
        26: 0.04898,
        25: 0.047,
        21: 0.03917,
        17: 0.03147,
        14: 0.02577,
        13: 0.02388,
        12: 0.022,
        11: 0.02013,
        10: 0.01827,
        9: 0.01641,
        8: 0.01456,
        7: 0.01272,
        6: 0.01088,
        5: 0.00905,
        4: 0.00723,
        3: 0.00542,
    }
    assert (len(ELECTORAL), sum(ELECTORAL)) == (51, 538)
    found = voting(270, ELECTORAL).shapley_shubik()
    assert sum(found) == 1
    for weight, power in zip(ELECTORAL, found, strict=True):
        assert float(power) == pytest.approx(printed[weight], abs=1.1e-5)


def test_counts_beyond_64_bits_stay_exact():
    """Seventy equal voters: everyone has a seventieth, and swings C(69, 35) times."""
    found = voting(36, [1] * 70)
    assert found.shapley_shubik() == (Fraction(1, 70),) * 70
    assert found.banzhaf()[0] == Fraction(comb(69, 35), 2**69)


@pytest.mark.parametrize(("quota", "weights"), [(0, [1, 1]), (3, [1, 1]), (1, [-1, 3])])
def test_a_vote_that_cannot_be_is_refused(quota, weights):
    with pytest.raises(GameError, match="quota lies in"):
        voting(quota, weights)
