"""The core: who would leave a division, and the proof that nobody or somebody always would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class Leaver:
    """A coalition that gains by leaving: it earns ``worth`` alone (or bears it, of costs), is
    ``paid`` in the division, and leaves for the ``gain`` > 0 between them."""

    members: tuple[str, ...]
    worth: Fraction
    paid: Fraction
    gain: Fraction


def core_test(game: Game, *, epsilon: Fraction = Fraction(0)) -> CoreTest:
    """Whether some division of v(N) leaves no coalition a reason to go, with the proof.

    With ``epsilon`` it is the (strong) ε-core of Shapley & Shubik (1966), where leaving costs a
    coalition that much; a proof of emptiness then speaks of v(S) − ε.
    """
    taxed = _taxed(game, epsilon) if epsilon else game
    found = tension(taxed)
    if found.epsilon <= 0:
        return CoreTest(
            empty=False, allocation=_stable(taxed, found), weights=(), excess=Fraction(0)
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
    gains, scale = whole_excesses(game, payoffs)
    return tuple(Fraction(int(gain), scale) for gain in gains)


def whole_excesses(game: Game, payoffs: Sequence[Fraction]) -> tuple[NDArray[Any], int]:
    """:func:`excesses` times a common denominator, and that denominator."""
    amounts, scale = whole_numbers([*game.profits(), *game.in_kind(payoffs)])
    values, parts = amounts[: game.grand + 1], amounts[game.grand + 1 :]
    gains: NDArray[Any] = whole_array(values, headroom=2) - subset_sums(parts)
    return gains, scale


def would_leave(game: Game, payoffs: Sequence[Fraction]) -> tuple[Leaver, ...]:
    """Who would leave ``payoffs`` and why, the largest gain first."""
    amounts, scale = whole_excesses(game, payoffs)
    leaving = np.flatnonzero(amounts[: game.grand] > 0)
    masks = leaving[np.argsort(-amounts[leaving], kind="stable")].tolist()
    gains = [Fraction(int(amounts[mask]), scale) for mask in masks]
    less = 1 if game.kind == "profit" else -1
    return tuple(
        Leaver(game.members(mask), game.values[mask], game.values[mask] - less * gain, gain)
        for mask, gain in zip(masks, gains, strict=True)
    )


def in_core(game: Game, payoffs: Sequence[Fraction], *, epsilon: Fraction = Fraction(0)) -> bool:
    """Whether ``payoffs`` divides v(N) and no proper coalition is short of more than ε."""
    divides = sum(payoffs, Fraction(0)) == game.values[game.grand]
    gains, scale = whole_excesses(game, payoffs)
    return divides and bool((gains[1 : game.grand] <= epsilon * scale).all())


def _taxed(game: Game, epsilon: Fraction) -> Game:
    """Every proper coalition is worth ε less (of costs: costs ε more)."""
    less = epsilon if game.kind == "profit" else -epsilon
    proper = (value - less for value in game.values[1:-1])
    return Game(game.players, (Fraction(0), *proper, game.values[-1]), game.kind)


def _stable(game: Game, found: Tension) -> tuple[Fraction, ...]:
    profits = game.profits()
    floors = [worth - found.epsilon for worth in profits]
    wish = game.in_kind(shapley(game))
    return game.in_kind(nearest(wish, profits[game.grand], floors))
