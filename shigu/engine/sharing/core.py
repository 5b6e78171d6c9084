"""The core: who would leave a division, and the proof that nobody or somebody always would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.sharing.coalitions import subset_sums, whole_array
from shigu.engine.sharing.game import Game, whole_numbers
from shigu.engine.sharing.nearest import nearest
from shigu.engine.sharing.nucleolus import Tension, tension
from shigu.engine.sharing.semivalues import shapley


@dataclass(frozen=True, slots=True)
class CoreTest:
    """Bondareva (1963) and Shapley (1967), in rationals.

    Not empty: ``allocation`` lies in the core. Empty: the coalitions of ``weights``
    (bitmask, w > 0) balance, Σ w_S 1_S = 1_N, and are worth ``excess`` > 0 more than v(N)
    (of costs: that much less).
    """

    empty: bool
    allocation: tuple[Fraction, ...] | None
    weights: tuple[tuple[int, Fraction], ...]
    excess: Fraction


def core_test(game: Game) -> CoreTest:
    """Whether some division of v(N) leaves no coalition a reason to go, with the proof."""
    found = tension(game)
    if found.epsilon <= 0:
        return CoreTest(
            empty=False, allocation=_stable(game, found), weights=(), excess=Fraction(0)
        )
    weights = tuple((mask, weight / found.whole) for mask, weight in found.weights)
    return CoreTest(
        empty=True, allocation=None, weights=weights, excess=found.epsilon / found.whole
    )


def least_core(game: Game) -> tuple[Fraction, tuple[Fraction, ...]]:
    """(ε, allocation): the smallest ε with x(S) ≥ v(S) − ε for every proper coalition, and the
    division in that set which is nearest to the Shapley value (Euclidean distance).

    The least core is a set; this choice is unique and treats equal players equally.
    """
    found = tension(game)
    return found.epsilon, _stable(game, found)


def excesses(game: Game, payoffs: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """e(S, x) = v(S) − x(S), of costs x(S) − c(S), by bitmask: what S would gain by leaving."""
    amounts, scale = whole_numbers([*game.profits(), *game.in_kind(payoffs)])
    values, parts = amounts[: game.grand + 1], amounts[game.grand + 1 :]
    gains = whole_array(values, headroom=2) - subset_sums(parts)
    return tuple(Fraction(int(gain), scale) for gain in gains)


def would_leave(
    game: Game, payoffs: Sequence[Fraction]
) -> tuple[tuple[tuple[str, ...], Fraction], ...]:
    """The proper coalitions with positive excess and their gain, the largest first."""
    gains = excesses(game, payoffs)[: game.grand]
    leaving = sorted((mask for mask, gain in enumerate(gains) if gain > 0), key=lambda m: -gains[m])
    return tuple((game.members(mask), gains[mask]) for mask in leaving)


def _stable(game: Game, found: Tension) -> tuple[Fraction, ...]:
    profits = game.profits()
    floors = [worth - found.epsilon for worth in profits]
    wish = game.in_kind(shapley(game))
    return game.in_kind(nearest(wish, profits[game.grand], floors))
