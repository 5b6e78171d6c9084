"""τ-value and Nash bargaining: values where defined, a reason where not."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.bargaining import Choice, nash_bargaining, nash_choice, surplus
from shigu.engine.sharing.game import Game, GameError, from_values
from shigu.engine.sharing.numeric.game import numeric
from shigu.engine.sharing.numeric.tau import tau_value as numeric_tau
from shigu.engine.sharing.tau import tau_value
from tests.engine.sharing.games import games


def test_nash_splits_the_surplus_equally():
    game = from_values("abc", [1, 2, 0, 0, 0, 0, 9])
    assert surplus(game) == 6
    assert nash_bargaining(game).value == (3, 4, 2)


def test_nash_of_costs_splits_the_savings_equally():
    game = from_values("ab", [10, 8, 12], "cost")
    assert surplus(game) == 6
    assert nash_bargaining(game).value == (7, 5)


def test_without_surplus_everyone_keeps_what_they_have():
    assert nash_bargaining(from_values("ab", [3, 4, 7])).value == (3, 4)


def test_nash_needs_a_surplus():
    answer = nash_bargaining(from_values("ab", [3, 4, 6]))
    assert answer.value is None
    assert answer.reasons[0].code == "sharing.nash.surplus"
    assert answer.reasons[0].inputs == {"surplus": -1.0}


def test_weights_divide_the_surplus_over_what_is_had_without_agreement():
    """12 is divided; b has 3 without agreement, a nothing; of the 9 left a gets two parts."""
    game = from_values("ab", [1, 2, 12])
    none_and_three = (Fraction(0), Fraction(3))
    weights = (Fraction(2), Fraction(1))
    assert nash_bargaining(game, weights, none_and_three).value == (6, 6)
    assert nash_bargaining(game, disagreement=none_and_three).value == (4.5, 7.5)
    assert nash_bargaining(game, weights).value == (7, 5)
    costs = from_values("ab", [10, 8, 12], "cost")
    assert nash_bargaining(costs, weights).value == (6, 6)
    assert nash_bargaining(costs, disagreement=(Fraction(11), Fraction(9))).value == (7, 5)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"weights": [Fraction(1)]}, "weights has 1 numbers for 2 players"),
        ({"weights": [Fraction(1), Fraction(0)]}, "weights are positive"),
        ({"disagreement": [Fraction(1)] * 3}, "disagreement has 3 numbers for 2 players"),
    ],
)
def test_bargaining_needs_one_positive_weight_and_one_point_each(arguments, says):
    with pytest.raises(GameError, match=says):
        nash_bargaining(from_values("ab", [1, 2, 12]), **arguments)


def test_a_choice_leaves_nobody_worse_and_takes_the_first_of_equals():
    options = [[5, -1], [2, 3], [3, 2], [0, 9]]
    assert nash_choice(options, [0, 0]) == Choice(1, (2, 3), Fraction(6))
    assert nash_choice(options, [6, 0]) is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([0, 0, 5, 0, 5, 5, 6], "sharing.tau.rights"),
        ([0, 0, 0, 0, 0, 10, 0], "sharing.tau.rights"),
        ([1, 0, 0, 1, 0, 0, 1], "sharing.tau.total"),
    ],
)
def test_the_tau_value_needs_a_quasi_balanced_game(values, code):
    answer = tau_value(from_values("abc", values))
    assert answer.value is None
    assert answer.reasons[0].code == code


def test_the_tau_value_lies_between_right_and_utopia():
    """Utopia (3, 3, 2), rights (0, 0, 0), α = 5/8."""
    game = from_values("abc", [0, 0, 3, 0, 2, 2, 5])
    assert tau_value(game).value == (Fraction(15, 8), Fraction(15, 8), Fraction(5, 4))


@settings(max_examples=100, deadline=None)
@given(games(least=1, most=6), st.integers(0, 80), st.sampled_from(["profit", "cost"]))
def test_the_tau_value_in_doubles_is_that_in_rationals(drawn, more, kind):
    signed = 1 if kind == "profit" else -1
    values = (*drawn.values[:-1], drawn.values[-1] + signed * more)
    game = Game(drawn.players, values, kind)
    exact, doubles = tau_value(game).value, numeric_tau(numeric(game))
    assert (exact is None) == (doubles.value is None)
    if exact is None:
        assert doubles.reasons[0].code == tau_value(game).reasons[0].code
    else:
        assert doubles.value.tolist() == pytest.approx([float(x) for x in exact], abs=1e-9)


def test_a_tolerance_reads_rounded_values_as_additive():
    """Utopia and rights of an additive game differ by a unit of rounding."""
    values = [10**15, 2 * 10**15, 3 * 10**15 - 1]
    game = from_values("ab", values)
    assert tau_value(game).value is None
    assert tau_value(game, tolerance=Fraction(10)).value == (
        10**15 - Fraction(1, 2),
        2 * 10**15 - Fraction(1, 2),
    )
