"""The τ-value in doubles, with one pass over the coalitions for the minimal rights."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import compiled
from shigu.engine.reasons import Explained
from shigu.engine.sharing.numeric.game import Floats, NumericGame
from shigu.engine.sharing.numeric.lexicographic import RELATIVE, total
from shigu.engine.sharing.numeric.rounds import scale
from shigu.engine.sharing.tau import compromise, unbalanced

BLOCK_BITS = 12


def tau_value(game: NumericGame) -> Explained[Floats | None]:
    """As :func:`shigu.engine.sharing.tau.tau_value`, signs read up to rounding."""
    values, players = game.profits(), len(game.players)
    worth = float(values[game.grand])
    utopia = worth - values[game.grand ^ 1 << np.arange(players)]
    most = np.empty(players)
    _most_with(values, utopia, min(players, BLOCK_BITS), most)
    hopes, rights = utopia.tolist(), (utopia + most).tolist()
    tolerance = 10 * players * RELATIVE * scale(values)
    why = unbalanced(game.players, hopes, rights, worth, tolerance)
    if why is not None:
        return Explained(None, (why,))
    between = np.array(compromise(hopes, rights, worth, tolerance))
    return Explained(game.in_kind(between), ())


@compiled
def _most_with(values: Floats, payoffs: Floats, low: int, most: Floats) -> None:
    """max e(S, x) over the coalitions of each player."""
    players, block = most.size, 1 << low
    sums, columns = np.zeros(block), np.full(block, -np.inf)
    for mask in range(1, block):
        sums[mask] = total(payoffs, mask)
    most[:] = -np.inf
    for high in range(values.size >> low):
        base, row = total(payoffs[low:], high), -np.inf
        part = values[high << low : (high + 1) << low]
        for mask in range(block):
            excess = part[mask] - base - sums[mask]
            columns[mask] = max(columns[mask], excess)
            row = max(row, excess)
        for player in range(low, players):
            if high >> (player - low) & 1:
                most[player] = max(most[player], row)
    for mask in range(block):
        for player in range(low):
            if mask >> player & 1:
                most[player] = max(most[player], columns[mask])
