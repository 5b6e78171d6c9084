"""Costs or gains that a player alone causes, and the rest: SCRB and equal division of the rest."""

from __future__ import annotations

from fractions import Fraction

from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.bargaining import stand_alone
from shigu.engine.sharing.game import Game


def separable(game: Game) -> tuple[Fraction, ...]:
    """v(N) − v(N∖i): what each player adds last; of costs, its separable cost."""
    return tuple(
        game.values[game.grand] - game.values[game.grand ^ 1 << i] for i in range(len(game.players))
    )


def scrb(game: Game) -> Explained[tuple[Fraction, ...] | None]:
    """Separable costs, remaining benefits (Federal Inter-Agency River Basin Committee 1950).

    xᵢ = SCᵢ + rᵢ/Σr · (c(N) − Σ SC) with the remaining benefit rᵢ = c({i}) − SCᵢ. Where nothing
    remains to be divided, xᵢ = SCᵢ; ``None`` where a rest meets Σ r = 0, or an rᵢ whose sign
    differs from that of the others, since no proportions are then defined.
    """
    own = separable(game)
    rest = game.values[game.grand] - sum(own, Fraction(0))
    benefits = [a - s for a, s in zip(stand_alone(game.values), own, strict=True)]
    if rest == 0:
        return Explained(own, ())
    if not any(benefits) or min(benefits) < 0 < max(benefits):
        return Explained(None, (_no_proportion(game, benefits),))
    part = rest / sum(benefits, Fraction(0))
    return Explained(tuple(s + b * part for s, b in zip(own, benefits, strict=True)), ())


def equal_rest(game: Game) -> tuple[Fraction, ...]:
    """ENSC: separable costs, the rest in equal parts (Moulin 1985)."""
    own = separable(game)
    each = (game.values[game.grand] - sum(own, Fraction(0))) / len(own)
    return tuple(amount + each for amount in own)


def _no_proportion(game: Game, benefits: list[Fraction]) -> Reason:
    return Reason(
        "sharing.scrb.benefits",
        "剩余收益之和为零或有正有负，无法按比例分摊，SCRB 无定义。",
        "The remaining benefits sum to zero or differ in sign, so they are no proportions: SCRB is "
        "not defined.",
        {player: float(b) for player, b in zip(game.players, benefits, strict=True)},
    )
