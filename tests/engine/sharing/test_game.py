"""Reading games: every fault is named with its place and cure, numbers stay exact."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from shigu.engine.sharing.game import MAX_PLAYERS, Game, GameError, from_mapping, from_values


def test_numbers_are_taken_as_written():
    game = from_values("ab", [0.1, "1/3", Decimal("2.50")])
    assert game.values == (0, Fraction(1, 10), Fraction(1, 3), Fraction(5, 2))


def test_numbers_of_numpy_are_taken_as_they_print():
    assert from_values("a", [np.float64(0.1)]).values[1] == Fraction(1, 10)


def test_coalitions_may_name_their_members_in_any_order():
    game = from_mapping({"B": 7, "A": 11, "B, A": 20})
    assert game.players == ("B", "A")
    assert game.values == (0, 7, 11, 20)
    assert from_mapping({"B": 7, "A": 11, "B,A": 20}, ["A", "B"]).values == (0, 11, 7, 20)


def test_members_are_named_by_bit():
    game = from_values("abc", range(7))
    assert game.members(0b101) == ("a", "c")
    assert game.members(game.grand) == ("a", "b", "c")


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), "nan", "x", "", "1/0", "1/2/3", None, True, [1], {"a": 1}, 1j],
)
def test_what_is_no_number_is_refused_by_place(value):
    with pytest.raises(GameError, match=r"values\[1\] \(b\) = .* is not a finite number") as error:
        from_values("ab", [1, value, 2])
    assert "不是有限的数" in error.value.zh


@pytest.mark.parametrize("value", [10**300, "1e999999999", 1e-250, "1/" + "9" * 250])
def test_amounts_beyond_doubles_are_refused(value):
    with pytest.raises(GameError, match="use another unit"):
        from_values("a", [value])


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"A": 1, "B": 1}, "coalition A,B has no value"),
        ({"A": 1, "B": 1, "A,C": 1}, "'C' is none of the players A, B"),
        ({"A": 1, "B": 1, "A,A": 1}, "names 'A' twice"),
        ({"A": 1, "B": 1, "A,B": 1, "B,A": 1}, "'B,A' is given twice"),
        ({"A": 1, "": 0}, "'' is none of the players"),
        ({}, "0 players"),
        ({"A": "much"}, r"values\['A'\] = 'much' is not a finite number"),
    ],
)
def test_a_mapping_with_a_fault_is_refused(values, says):
    with pytest.raises(GameError, match=says):
        from_mapping(values)


@pytest.mark.parametrize(
    ("players", "says"),
    [
        (["A", "A"], "names 'A' twice"),
        (["A", ""], r"players\[1\] = '' is not a name"),
        (["A", "B,C"], r"players\[1\] = 'B,C' is not a name"),
        (["A", 3], r"players\[1\] = 3 is not a name"),
        ([f"p{i}" for i in range(MAX_PLAYERS + 1)], "17 players; 1 to 16 are possible"),
        ([], "0 players"),
    ],
)
def test_players_that_are_none_are_refused(players, says):
    with pytest.raises(GameError, match=says):
        from_values(players, [1, 2, 3])


@pytest.mark.parametrize("count", [2, 4])
def test_values_must_be_complete(count):
    with pytest.raises(GameError, match=f"values has {count} numbers, 2 players need 3"):
        from_values("ab", [1] * count)


def test_the_empty_coalition_is_worth_nothing():
    with pytest.raises(GameError, match="empty coalition"):
        Game(("a",), (Fraction(1), Fraction(1)))


def test_a_game_is_of_profit_or_of_cost():
    with pytest.raises(GameError, match='write "profit" or "cost"'):
        from_values("a", [1], "loss")
