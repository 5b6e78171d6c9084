"""One pass over the coalitions against the exact sums."""

import numpy as np
import pytest

from shigu.engine.sharing import semivalues as exact
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.numeric.game import from_array
from shigu.engine.sharing.numeric.semivalues import SMALL, banzhaf, semivalue, shapley


@pytest.mark.parametrize("players", [1, 2, 5, SMALL, SMALL + 1, 14])
@pytest.mark.parametrize("rule", ["shapley", "banzhaf"])
def test_doubles_and_rationals_agree(players, rule):
    values = np.random.default_rng(players).integers(-50, 100, (1 << players) - 1)
    names = [f"p{i}" for i in range(players)]
    found = {"shapley": shapley, "banzhaf": banzhaf}[rule](from_array(names, values))
    wanted = getattr(exact, rule)(from_values(names, values.tolist()))
    assert found == pytest.approx([float(x) for x in wanted], abs=1e-11)


@pytest.mark.parametrize("players", [4, 13])
def test_first_joiner_takes_all_is_the_semivalue_of_weight_one_on_the_empty_coalition(players):
    """weights (1, 0, 0, …): everyone gets v({i})."""
    values = np.random.default_rng(0).random((1 << players) - 1)
    game = from_array([f"p{i}" for i in range(players)], values)
    alone = [values[(1 << i) - 1] for i in range(players)]
    assert semivalue(game, np.eye(players)[0]) == pytest.approx(alone)
