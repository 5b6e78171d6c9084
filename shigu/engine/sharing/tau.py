"""The τ-value: the compromise between what players can hope for and what they can insist on."""

from __future__ import annotations

from fractions import Fraction

from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.core import excesses
from shigu.engine.sharing.game import Game


def tau_value(game: Game) -> Explained[tuple[Fraction, ...] | None]:
    """τ = m + α(M − m) with Σ τᵢ = v(N) (Tijs 1981).

    Utopia payoff Mᵢ = v(N) − v(N∖i); minimal right mᵢ = max_{S∋i} v(S) − Σ_{j∈S, j≠i} Mⱼ.
    ``None`` unless the game is quasi-balanced: m ≤ M and Σ m ≤ v(N) (v(N) ≤ Σ M follows, since
    mᵢ ≥ v(N) − Σ_{j≠i} Mⱼ).
    """
    profits, n = game.profits(), len(game.players)
    worth = profits[game.grand]
    utopia = [worth - profits[game.grand ^ 1 << i] for i in range(n)]
    left = excesses(game, game.in_kind(utopia))
    rights = [
        utopia[i] + max(left[mask] for mask in range(1, game.grand + 1) if mask >> i & 1)
        for i in range(n)
    ]
    why = _unbalanced(game, utopia, rights)
    if why is not None:
        return Explained(None, (why,))
    span = sum(utopia, Fraction(0)) - sum(rights, Fraction(0))
    alpha = (worth - sum(rights, Fraction(0))) / span if span else Fraction(0)
    between = (low + alpha * (high - low) for low, high in zip(rights, utopia, strict=True))
    return Explained(game.in_kind(between), ())


def _unbalanced(game: Game, utopia: list[Fraction], rights: list[Fraction]) -> Reason | None:
    for player, low, high in zip(game.players, rights, utopia, strict=True):
        if low > high:
            return Reason(
                "sharing.tau.rights",
                f"{player} 的最低权利高于其理想所得,博弈不是拟平衡的,τ 值无定义。",
                f"The minimal right of {player} exceeds its utopia payoff: the game is not "
                "quasi-balanced and has no τ-value.",
                {"player": player, "minimal_right": float(low), "utopia": float(high)},
            )
    low, worth = sum(rights, Fraction(0)), game.profits()[game.grand]
    if low <= worth:
        return None
    return Reason(
        "sharing.tau.total",
        "最低权利之和超过总值，博弈不是拟平衡的，τ 值无定义。",
        "The minimal rights sum to more than the total: the game is not quasi-balanced and has "
        "no τ-value.",
        {"minimal_rights": float(low), "total": float(worth)},
    )
