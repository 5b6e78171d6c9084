"""The Nash bargaining solution with the stand-alone values as disagreement point."""

from __future__ import annotations

from fractions import Fraction

from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.game import Game


def surplus(game: Game) -> Fraction:
    """v(N) − Σ v({i}): what cooperation earns; of costs, what it saves."""
    profits = game.profits()
    return profits[game.grand] - sum(stand_alone(profits), Fraction(0))


def nash_bargaining(game: Game) -> Explained[tuple[Fraction, ...] | None]:
    """argmax Π (xᵢ − v({i})) over Σ xᵢ = v(N) (Nash 1950): equal parts of the surplus.

    With a surplus of zero everyone keeps what they have alone; ``None`` where it is negative,
    since then no agreement pays everyone what they have alone.
    """
    gain = surplus(game)
    if gain < 0:
        return Explained(None, (_no_surplus(gain),))
    each = gain / len(game.players)
    return Explained(game.in_kind(part + each for part in stand_alone(game.profits())), ())


def stand_alone(values: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """v({i}) in players' order."""
    return tuple(values[1 << i] for i in range(len(values).bit_length() - 1))


def _no_surplus(gain: Fraction) -> Reason:
    return Reason(
        "sharing.nash.surplus",
        "合作没有盈余:整体的值低于各方单独所得之和,议价解无定义。",
        "Cooperation earns no surplus: the whole is worth less than the players alone, so there "
        "is no bargaining solution.",
        {"surplus": float(gain)},
    )
