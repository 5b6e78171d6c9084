"""Values with unions against their definitions by orders."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings

from shigu.engine.sharing.game import GameError, from_values
from shigu.engine.sharing.semivalues import banzhaf, shapley
from shigu.engine.sharing.unions import aumann_dreze, banzhaf_owen, owen, symmetric_banzhaf
from tests.engine.sharing.games import games

PAIR_AND_REST = (("a", "c"), ("b",), ("d", "e"))


def cut(unions, game):
    kept = [[p for p in union if p in game.players] for union in unions]
    return [union for union in kept if union]


@settings(max_examples=30, deadline=None)
@given(games(most=5))
def test_owen_is_the_mean_over_orders_that_keep_unions_together(game):
    unions = cut(PAIR_AND_REST, game)
    index = {player: i for i, player in enumerate(game.players)}
    orders = [
        order
        for order in permutations(game.players)
        if all(max(map(order.index, u)) - min(map(order.index, u)) == len(u) - 1 for u in unions)
    ]
    total = dict.fromkeys(game.players, Fraction(0))
    for order in orders:
        mask = 0
        for player in order:
            after = mask | 1 << index[player]
            total[player] += game.values[after] - game.values[mask]
            mask = after
    assert owen(game, unions) == tuple(t / len(orders) for t in total.values())


@settings(max_examples=30, deadline=None)
@given(games(most=5))
def test_a_union_gets_what_it_gets_as_one_player_among_unions(game):
    """Quotient game property (Owen 1977)."""
    unions = cut(PAIR_AND_REST, game)
    masks = [sum(1 << game.players.index(p) for p in union) for union in unions]
    worth = [
        game.values[sum(m for k, m in enumerate(masks) if mask >> k & 1)]
        for mask in range(1, 1 << len(masks))
    ]
    quotient = shapley(from_values([str(k) for k in range(len(masks))], worth))
    paid = dict(zip(game.players, owen(game, unions), strict=True))
    assert [sum(paid[p] for p in union) for union in unions] == list(quotient)


@settings(max_examples=30, deadline=None)
@given(games(most=5))
def test_unions_of_one_or_of_all_change_nothing(game):
    alone, all_ = [[p] for p in game.players], [list(game.players)]
    assert owen(game, alone) == owen(game, all_) == shapley(game)
    assert banzhaf_owen(game, alone) == banzhaf_owen(game, all_) == banzhaf(game)
    assert symmetric_banzhaf(game, alone) == banzhaf(game)
    assert symmetric_banzhaf(game, all_) == aumann_dreze(game, all_) == shapley(game)
    assert aumann_dreze(game, alone) == tuple(game.values[1 << i] for i in range(len(alone)))


def test_two_of_three_in_a_majority_share_all_power():
    """Owen (1977), Aumann & Drèze (1974)."""
    game, unions = from_values("abc", [0, 0, 1, 0, 1, 1, 1]), [("a", "b"), ("c",)]
    half = Fraction(1, 2)
    assert owen(game, unions) == aumann_dreze(game, unions) == (half, half, 0)
    assert symmetric_banzhaf(game, unions) == banzhaf_owen(game, unions) == (half, half, 0)


@pytest.mark.parametrize(
    ("unions", "says"),
    [
        ([["a", "b"]], "do not name 'c'"),
        ([["a", "b"], ["b", "c"]], r"unions\[1\]: 'b' is in a union already"),
        ([["a", "b", "c"], []], r"unions\[1\] is empty"),
        ([["a", "b", "x"]], r"unions\[0\]: 'x' is no player"),
    ],
)
def test_unions_that_do_not_part_the_players_are_refused(unions, says):
    with pytest.raises(GameError, match=says):
        owen(from_values("abc", [0] * 7), unions)
