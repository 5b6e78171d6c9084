"""The τ-value: the compromise between what players can hope for and what they can insist on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.core import excesses
from shigu.engine.sharing.game import Game

Amount = TypeVar("Amount", Fraction, float)


def tau_value(
    game: Game, *, tolerance: Fraction = Fraction(0)
) -> Explained[tuple[Fraction, ...] | None]:
    """τ = m + α(M − m) with Σ τᵢ = v(N) (Tijs 1981).

    Utopia payoff Mᵢ = v(N) − v(N∖i); minimal right mᵢ = max_{S∋i} v(S) − Σ_{j∈S, j≠i} Mⱼ.
    ``None`` unless the game is quasi-balanced: m ≤ M and Σ m ≤ v(N) (v(N) ≤ Σ M follows, since
    mᵢ ≥ v(N) − Σ_{j≠i} Mⱼ), up to ``tolerance`` where values were rounded before.
    """
    profits, n = game.profits(), len(game.players)
    worth = profits[game.grand]
    utopia = [worth - profits[game.grand ^ 1 << i] for i in range(n)]
    left = excesses(game, game.in_kind(utopia))
    rights = [
        utopia[i] + max(left[mask] for mask in range(1, game.grand + 1) if mask >> i & 1)
        for i in range(n)
    ]
    why = unbalanced(game.players, utopia, rights, worth, tolerance)
    if why is not None:
        return Explained(None, (why,))
    return Explained(game.in_kind(compromise(utopia, rights, worth, tolerance)), ())


def compromise(
    utopia: Sequence[Amount], rights: Sequence[Amount], worth: Amount, tolerance: Amount
) -> list[Amount]:
    """m + α(M − m); where M = m up to ``tolerance``, m and an equal part of what is left."""
    spans = [high - low for low, high in zip(rights, utopia, strict=True)]
    left, whole = worth - sum(rights), sum(spans)
    if max(spans) <= tolerance:
        return [low + left / len(spans) for low in rights]
    return [low + left * span / whole for low, span in zip(rights, spans, strict=True)]


def unbalanced(
    players: Sequence[str],
    utopia: Sequence[Amount],
    rights: Sequence[Amount],
    worth: Amount,
    tolerance: Amount,
) -> Reason | None:
    """Why the game is not quasi-balanced, None where it is."""
    for player, low, high in zip(players, rights, utopia, strict=True):
        if low > high + tolerance:
            return Reason(
                "sharing.tau.rights",
                f"{player} 的最低权利高于其理想所得，博弈不是拟平衡的，τ 值无定义。",
                f"The minimal right of {player} exceeds its utopia payoff: the game is not "
                "quasi-balanced and has no τ-value.",
                {"player": player, "minimal_right": float(low), "utopia": float(high)},
            )
    if sum(rights) <= worth + tolerance:
        return None
    return Reason(
        "sharing.tau.total",
        "最低权利之和超过总值，博弈不是拟平衡的，τ 值无定义。",
        "The minimal rights sum to more than the total: the game is not quasi-balanced and has "
        "no τ-value.",
        {"minimal_rights": float(sum(rights)), "total": float(worth)},
    )
