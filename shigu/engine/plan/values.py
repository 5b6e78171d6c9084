"""From solved coalitions to the cooperation game, in exact fen."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from shigu.engine.sharing.game import Game
from shigu.engine.sharing.results import CoalitionValue
from shigu.engine.siting.coalitions import CoalitionSolve


def coalition_game(players: tuple[str, ...], solved: Mapping[int, CoalitionSolve]) -> Game:
    """v(S) in fen; bit i of the index is player i."""
    values = (Fraction(0), *(Fraction(solved[mask].value.fen) for mask in sorted(solved)))
    return Game(players=players, values=values, kind="profit")


def coalition_table(
    players: tuple[str, ...], solved: Mapping[int, CoalitionSolve]
) -> tuple[CoalitionValue, ...]:
    return tuple(
        CoalitionValue(
            members=tuple(p for i, p in enumerate(players) if mask >> i & 1),
            value_yuan=float(solved[mask].value.yuan),
            gap=solved[mask].gap,
            placed=len(solved[mask].assignment),
        )
        for mask in sorted(solved)
    )
