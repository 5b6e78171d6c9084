"""τ-value and Nash bargaining: values where defined, a reason where not."""

from fractions import Fraction

import pytest

from shigu.engine.sharing.bargaining import nash_bargaining, surplus
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.tau import tau_value


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
