"""Is the core empty, given that each v(S) is known only up to the solver's certified gap?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from shigu.engine.sharing.core import CoreTest, core_test
from shigu.engine.sharing.game import Game, GameError, coalition
from shigu.engine.sharing.results import CoalitionValue
from shigu.engine.values import FEN_PER_YUAN, Money


@dataclass(frozen=True, slots=True)
class Verdict:
    """``empty`` is ``None`` where the gaps leave it open; ``test`` proves the verdict for every
    game within the gaps (undecided: it is that of the values as found); ``gap`` is the largest."""

    empty: bool | None
    test: CoreTest
    gap: float


def game_of(players: tuple[str, ...], values: Sequence[CoalitionValue]) -> Game:
    """The profit game in whole fen.

    Raises:
        GameError: a coalition is missing or repeated, not finite or names a stranger.
    """
    by_mask = _by_mask(players, values)
    fen = (Fraction(Money.from_yuan(value.value_yuan).fen) for value in by_mask.values())
    return Game(players, (Fraction(0), *fen))


def verdict(players: tuple[str, ...], values: Sequence[CoalitionValue]) -> Verdict:
    """Test the core at both ends of the certified intervals v(S)…v(S) + gap·max(|v(S)|, 1 yuan).

    Raising v(N) or lowering another v(S) can only help the core. It is empty for certain if it is
    so with v(N) at its upper end and all others as found, and not empty for certain if it is not
    with v(N) as found and all others at their upper end.
    """
    game = game_of(players, values)
    gaps = [value.gap for value in _by_mask(players, values).values()]
    found = core_test(game)
    if not any(gaps):
        return Verdict(empty=found.empty, test=found, gap=0.0)
    if not all(map(isfinite, gaps)):
        return Verdict(empty=None, test=found, gap=max(gaps))
    upper = _upper(game, gaps)
    hopeful = core_test(Game(players, (*game.values[:-1], upper[-1])))
    if hopeful.empty:
        return Verdict(empty=True, test=hopeful, gap=max(gaps))
    wary = core_test(Game(players, (Fraction(0), *upper[:-1], game.values[-1])))
    if not wary.empty:
        return Verdict(empty=False, test=wary, gap=max(gaps))
    return Verdict(empty=None, test=found, gap=max(gaps))


def _upper(game: Game, gaps: Sequence[float]) -> list[Fraction]:
    return [
        v + Fraction(str(gap)) * max(abs(v), Fraction(FEN_PER_YUAN))
        for v, gap in zip(game.values[1:], gaps, strict=True)
    ]


def bounds_of(
    players: tuple[str, ...], values: Sequence[CoalitionValue]
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """v(S) as found and at most, in fen, by bitmask with the empty coalition first.

    Raises:
        GameError: as :func:`game_of`, or a gap is not finite.
    """
    game, gaps = game_of(players, values), [v.gap for v in _by_mask(players, values).values()]
    if not all(map(isfinite, gaps)):
        raise GameError(
            "有联盟的差距不是有限的数，分成没有区间。请放宽时限重算。",
            "the gap of a coalition is not finite, so shares have no interval: allow more time.",
        )
    return game.values, (Fraction(0), *_upper(game, gaps))


def _by_mask(
    players: tuple[str, ...], values: Sequence[CoalitionValue]
) -> Mapping[int, CoalitionValue]:
    """The values in the order of their bitmasks 1, 2, 3, …"""
    by_mask: dict[int, CoalitionValue] = {}
    for value in values:
        strangers = [member for member in value.members if member not in players]
        if strangers:
            raise GameError(
                f"联盟 {value.members} 中的 {strangers[0]} 不是合作方。请改正或加入该合作方。",
                f"coalition {value.members}: {strangers[0]} is no player: correct or add it.",
            )
        if not isfinite(value.value_yuan):
            raise GameError(
                f"联盟 {value.members} 的价值 {value.value_yuan} 不是有限的数。请给出金额（元）。",
                f"coalition {value.members}: {value.value_yuan} is not finite: give yuan.",
            )
        by_mask[sum(1 << players.index(member) for member in value.members)] = value
    needed = range(1, 1 << len(players))
    missing = next((mask for mask in needed if mask not in by_mask), None)
    if missing is not None or len(values) != len(needed):
        name = "∅" if missing is None else coalition(players, missing)
        raise GameError(
            f"联盟价值应有 {len(needed)} 项，给出 {len(values)} 项（缺 {name}）。"
            "请每个联盟给出一项。",
            f"{len(needed)} coalition values are needed, {len(values)} given (missing: {name}): "
            "give one for each coalition.",
        )
    return {mask: by_mask[mask] for mask in needed}
