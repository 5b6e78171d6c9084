"""Values of games whose players have formed unions, such as the districts of one city."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import factorial

from shigu.engine.sharing.game import Game, GameError
from shigu.engine.sharing.semivalues import shapley

Weights = Callable[[int, int], Fraction]
"""The weight of a coalition of s among n − 1 others: (s, n) → ℚ."""


def owen(game: Game, unions: Sequence[Sequence[str]]) -> tuple[Fraction, ...]:
    """The Owen value (1977): unions bargain as in the Shapley value, so do members inside.

    Raises:
        GameError: ``unions`` do not name every player exactly once.
    """
    return _two_stage(game, unions, _by_orders, _by_orders)


def banzhaf_owen(game: Game, unions: Sequence[Sequence[str]]) -> tuple[Fraction, ...]:
    """The Banzhaf–Owen value (Owen 1982): coalitions of unions and of members count alike.

    Raises:
        GameError: as :func:`owen`.
    """
    return _two_stage(game, unions, _alike, _alike)


def symmetric_banzhaf(game: Game, unions: Sequence[Sequence[str]]) -> tuple[Fraction, ...]:
    """Unions by Banzhaf, members by Shapley (Alonso-Meijide & Fiestas-Janeiro 2002).

    Raises:
        GameError: as :func:`owen`.
    """
    return _two_stage(game, unions, _alike, _by_orders)


def aumann_dreze(game: Game, unions: Sequence[Sequence[str]]) -> tuple[Fraction, ...]:
    """Every union divides what it earns by itself by the Shapley value (Aumann & Drèze 1974).

    Raises:
        GameError: as :func:`owen`.
    """
    found = [Fraction(0)] * len(game.players)
    for union in partition(game.players, unions):
        members = [i for i in range(len(found)) if union >> i & 1]
        inside = [
            sum(1 << members[j] for j in range(len(members)) if mask >> j & 1)
            for mask in range(1 << len(members))
        ]
        names = tuple(game.players[i] for i in members)
        part = shapley(Game(names, tuple(game.values[mask] for mask in inside), game.kind))
        for i, amount in zip(members, part, strict=True):
            found[i] = amount
    return tuple(found)


def partition(players: Sequence[str], unions: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The bitmasks of ``unions``.

    Raises:
        GameError: a union is empty or names a stranger, a player has two unions or none.
    """
    found: list[int] = []
    seen = 0
    for k, union in enumerate(unions):
        mask = 0
        for name in union:
            bit = _bit(players, name, f"unions[{k}]")
            if (seen | mask) & bit:
                raise GameError(
                    f"unions[{k}]：{name!r} 已在一个联合体中。请只写一次。",
                    f"unions[{k}]: {name!r} is in a union already: name it once.",
                )
            mask |= bit
        if not mask:
            raise GameError(f"unions[{k}] 是空的。请删去。", f"unions[{k}] is empty: remove it.")
        seen |= mask
        found.append(mask)
    left = [player for i, player in enumerate(players) if not seen >> i & 1]
    if left:
        raise GameError(
            f"unions 中没有 {left[0]!r}。请把它写进一个联合体，或单列一个。",
            f"unions do not name {left[0]!r}: add it to one, or as one of its own.",
        )
    return tuple(found)


def _bit(players: Sequence[str], name: str, place: str) -> int:
    if name not in players:
        raise GameError(
            f"{place}：{name!r} 不是局中人。请改正或删去。",
            f"{place}: {name!r} is no player: correct or remove it.",
        )
    return 1 << players.index(name)


def _by_orders(size: int, players: int) -> Fraction:
    return Fraction(factorial(size) * factorial(players - size - 1), factorial(players))


def _alike(_size: int, players: int) -> Fraction:
    return Fraction(1, 1 << (players - 1))


def _two_stage(
    game: Game, unions: Sequence[Sequence[str]], outer: Weights, inner: Weights
) -> tuple[Fraction, ...]:
    """Σ_R Σ_T outer(|R|)·inner(|T|)·(v(∪R ∪ T ∪ i) − v(∪R ∪ T)) over sets R of other unions and
    T of other members of i's union."""
    masks = partition(game.players, unions)
    found = []
    for i in range(len(game.players)):
        own = next(mask for mask in masks if mask >> i & 1)
        others = [mask for mask in masks if mask != own]
        members = [1 << j for j in range(len(game.players)) if own >> j & 1 and j != i]
        amount = Fraction(0)
        for far, unions_in in _subsets(others):
            for near, members_in in _subsets(members):
                weight = outer(unions_in, len(masks)) * inner(members_in, len(members) + 1)
                without = far | near
                amount += weight * (game.values[without | 1 << i] - game.values[without])
        found.append(amount)
    return tuple(found)


def _subsets(masks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The union and the number of every subset of disjoint ``masks``."""
    found = [(0, 0)]
    for mask in masks:
        found += [(union | mask, size + 1) for union, size in found]
    return iter(found)
