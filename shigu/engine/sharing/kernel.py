"""Kernel and prekernel (Davis & Maschler 1965): does anybody outweigh a partner?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

import numpy as np

from shigu.engine.sharing.core import whole_excesses
from shigu.engine.sharing.game import Game


@dataclass(frozen=True, slots=True)
class Outweighs:
    """``strong`` can press ``weak`` and not the other way round.

    ``surplus`` is the most that ``strong`` can gain without ``weak``, with the coalition ``by``;
    ``counter`` is that of ``weak`` without ``strong``.
    """

    strong: str
    weak: str
    surplus: Fraction
    counter: Fraction
    by: tuple[str, ...]


def outweighing(
    game: Game, payoffs: Sequence[Fraction], *, pre: bool = False
) -> tuple[Outweighs, ...]:
    """The pairs that keep ``payoffs`` out of the kernel, or with ``pre`` out of the prekernel.

    With s_ij = max {e(S, x): i ∈ S, j ∉ S}: s_ij > s_ji, and in the kernel xⱼ > v({j}) as well,
    since who has no more than alone cannot be pressed. ``payoffs`` are meant to divide v(N).
    """
    best = _surpluses(game, payoffs)
    profits, mine = game.profits(), game.in_kind(payoffs)
    found = []
    for (i, j), (surplus, mask) in best.items():
        counter = best[j, i][0]
        if surplus > counter and (pre or mine[j] > profits[1 << j]):
            pair = game.players[i], game.players[j]
            found.append(Outweighs(*pair, surplus, counter, game.members(mask)))
    return tuple(found)


def in_kernel(game: Game, payoffs: Sequence[Fraction]) -> bool:
    """Whether ``payoffs`` is an imputation in the kernel of the grand coalition."""
    profits, mine = game.profits(), game.in_kind(payoffs)
    divides = sum(mine, Fraction(0)) == profits[-1]
    alone = all(x >= profits[1 << i] for i, x in enumerate(mine))
    return divides and alone and not outweighing(game, payoffs)


def in_prekernel(game: Game, payoffs: Sequence[Fraction]) -> bool:
    """Whether ``payoffs`` divides v(N) and no pair of players is out of balance."""
    divides = sum(payoffs, Fraction(0)) == game.values[-1]
    return divides and not outweighing(game, payoffs, pre=True)


def _surpluses(
    game: Game, payoffs: Sequence[Fraction]
) -> dict[tuple[int, int], tuple[Fraction, int]]:
    """(s_ij, the first coalition that reaches it) for every ordered pair."""
    gains, scale = whole_excesses(game, payoffs)
    masks = np.arange(len(gains))
    best: dict[tuple[int, int], tuple[Fraction, int]] = {}
    for i, j in permutations(range(len(game.players)), 2):
        apart = masks[(masks >> i & 1 == 1) & (masks >> j & 1 == 0)]
        mask = int(apart[gains[apart].argmax()])
        best[i, j] = Fraction(int(gains[mask]), scale), mask
    return best
