"""The Nash bargaining solution: equal or agreed parts of what an agreement earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.game import Game, GameError


def surplus(game: Game) -> Fraction:
    """v(N) − Σ v({i}): what cooperation earns; of costs, what it saves."""
    profits = game.profits()
    return profits[game.grand] - sum(stand_alone(profits), Fraction(0))


def nash_bargaining(
    game: Game,
    weights: Sequence[Fraction] | None = None,
    disagreement: Sequence[Fraction] | None = None,
) -> Explained[tuple[Fraction, ...] | None]:
    """argmax Π (xᵢ − dᵢ)^wᵢ over Σ xᵢ = v(N): parts w of the surplus over the disagreement d.

    Equal weights: Nash (1950); others: Harsanyi & Selten (1972), Kalai (1977). ``disagreement``
    is in the sense of the game (gains, or costs to bear), by default what everyone has alone. With
    a surplus of zero everyone keeps d; ``None`` where it is negative, since then no agreement pays
    everyone what they have without it.

    Raises:
        GameError: not one weight or one disagreement amount a player, or a weight not positive.
    """
    check_bargaining(game.players, weights, disagreement)
    given = stand_alone(game.values) if disagreement is None else tuple(disagreement)
    points = game.in_kind(given)
    gain = game.profits()[game.grand] - sum(points, Fraction(0))
    if gain < 0:
        return Explained(None, (no_surplus(gain),))
    parts = tuple(weights or [Fraction(1)] * len(points))
    each = gain / sum(parts, Fraction(0))
    shares = (point + part * each for point, part in zip(points, parts, strict=True))
    return Explained(game.in_kind(shares), ())


@dataclass(frozen=True, slots=True)
class Choice:
    """``chosen`` is the place of the option taken, ``product`` that of the gains over d."""

    chosen: int
    gains: tuple[Fraction, ...]
    product: Fraction


def nash_choice(
    options: Sequence[Sequence[Fraction]], disagreement: Sequence[Fraction]
) -> Choice | None:
    """The option (utilities of the players) with the largest Π (uᵢ − dᵢ), among those that leave
    nobody below d (Nash 1950); the first of equals, None where there is none."""
    best: Choice | None = None
    for k, option in enumerate(options):
        gains = tuple(u - d for u, d in zip(option, disagreement, strict=True))
        if min(gains) < 0:
            continue
        product = Fraction(1)
        for gain in gains:
            product *= gain
        if best is None or product > best.product:
            best = Choice(k, gains, product)
    return best


def stand_alone(values: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """v({i}) in players' order."""
    return tuple(values[1 << i] for i in range(len(values).bit_length() - 1))


def check_bargaining(
    players: Sequence[str],
    weights: Sequence[Fraction] | None,
    disagreement: Sequence[Fraction] | None,
) -> None:
    """Check that there is one weight and one disagreement amount a player, weights positive.

    Raises:
        GameError: there is not.
    """
    for name, given in (("weights", weights), ("disagreement", disagreement)):
        if given is not None and len(given) != len(players):
            raise GameError(
                f"{name} 有 {len(given)} 个数，局中人有 {len(players)} 个。请每方一个。",
                f"{name} has {len(given)} numbers for {len(players)} players: give one each.",
            )
    if weights is not None and min(weights) <= 0:
        raise GameError(
            "weights（议价权重）必须为正。请改正，或去掉不参与议价的一方。",
            "bargaining weights are positive: correct them, or leave out who does not bargain.",
        )


def no_surplus(gain: Fraction | float) -> Reason:
    """Why there is no bargaining solution."""
    return Reason(
        "sharing.nash.surplus",
        "合作没有盈余：整体的值低于各方单独所得之和，议价解无定义。",
        "Cooperation earns no surplus: the whole is worth less than the players alone, so there "
        "is no bargaining solution.",
        {"surplus": float(gain)},
    )
