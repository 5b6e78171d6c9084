"""Separable costs and the rest."""

from fractions import Fraction

from hypothesis import given, settings

from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.separable import equal_rest, scrb, separable
from tests.engine.sharing.games import games


def test_the_rest_is_divided_by_remaining_benefits():
    """Two projects, 10 and 8 apart, 12 together: separable 4 and 2, benefits 6 and 6, rest 6."""
    game = from_values("ab", [10, 8, 12], "cost")
    assert separable(game) == (4, 2)
    assert scrb(game).value == (7, 5)
    three = from_values("abc", [6, 6, 10, 12, 13, 15, 17], "cost")
    assert separable(three) == (2, 4, 7)
    assert scrb(three).value == (2 + Fraction(16, 11), 4 + Fraction(8, 11), 7 + Fraction(20, 11))
    assert equal_rest(three) == (2 + Fraction(4, 3), 4 + Fraction(4, 3), 7 + Fraction(4, 3))


@settings(max_examples=80, deadline=None)
@given(games(kind="cost"))
def test_everything_is_divided(game):
    assert sum(equal_rest(game)) == game.values[-1]
    answer = scrb(game)
    if answer.value is None:
        assert answer.reasons[0].code == "sharing.scrb.benefits"
    else:
        assert sum(answer.value) == game.values[-1]


def test_an_additive_cost_is_all_separable():
    assert scrb(from_values("ab", [3, 4, 7], "cost")).value == (3, 4)


def test_a_rest_without_benefits_is_not_divided():
    answer = scrb(from_values("abc", [1, 1, 2, 1, 2, 2, 4]))
    assert separable(from_values("abc", [1, 1, 2, 1, 2, 2, 4])) == (2, 2, 2)
    assert answer.value == (Fraction(4, 3),) * 3
    assert scrb(from_values("abc", [1, 1, 0, 1, 0, 0, 1])).value is None
