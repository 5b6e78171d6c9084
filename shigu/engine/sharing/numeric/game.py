"""Games in doubles: v(S) by bitmask in one array, for many players."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shigu.engine.sharing.game import (
    Game,
    GameError,
    Kind,
    check_kind,
    check_length,
    check_players,
    coalition,
)

Floats = NDArray[np.float64]

MOST_PLAYERS = 28
"""2²⁸ doubles take 2 GiB; more players need a structured game or sampling."""


@dataclass(frozen=True, slots=True, eq=False)
class NumericGame:
    """``values[mask]`` = v of the coalition whose bit i stands for ``players[i]``; v(∅) = 0.

    8·2ⁿ bytes; as :class:`shigu.engine.sharing.game.Game` in doubles. The array is not copied.

    Raises:
        GameError: players are missing, repeated or too many, or ``values`` has the wrong length
            or holds what is no finite number.
    """

    players: tuple[str, ...]
    values: Floats
    kind: Kind = "profit"

    def __post_init__(self) -> None:
        check_players(self.players, MOST_PLAYERS)
        check_kind(self.kind)
        check_length(self.players, len(self.values) - 1)
        with np.errstate(over="ignore", invalid="ignore"):
            bounded = bool(np.isfinite(self.values.sum()))
        if not bounded:
            _refuse_infinite(self.players, self.values)
        if self.values[0] != 0:
            raise GameError(
                "values[0] 是空联盟，必须为 0。请改为 0。",
                "values[0] is the empty coalition: set it to 0.",
            )

    @property
    def grand(self) -> int:
        """The bitmask of all players."""
        return len(self.values) - 1

    def profits(self) -> Floats:
        """v itself, or −c of a cost game."""
        return self.values if self.kind == "profit" else -self.values

    def in_kind(self, payoffs: Floats) -> Floats:
        """Payoffs of the profit game in the sense of this game: gains, or costs to bear."""
        return payoffs if self.kind == "profit" else -payoffs


def from_array(players: Sequence[str], values: ArrayLike, kind: Kind = "profit") -> NumericGame:
    """A game from v of the coalitions with bitmask 1, 2, 3, … (the empty one left out).

    Raises:
        GameError: as :class:`NumericGame`.
    """
    given = np.asarray(values, dtype=np.float64)
    return NumericGame(tuple(players), np.concatenate([[0.0], given]), kind)


def numeric(game: Game) -> NumericGame:
    """The nearest game in doubles."""
    return NumericGame(game.players, np.array([float(v) for v in game.values]), game.kind)


def tabulate(
    players: Sequence[str], worth: Callable[[int], float], kind: Kind = "profit"
) -> NumericGame:
    """The game of a function of the bitmask, asked once for each of the 2ⁿ − 1 coalitions.

    Raises:
        GameError: as :class:`NumericGame`.
    """
    names = tuple(players)
    check_players(names, MOST_PLAYERS)
    values = np.fromiter((worth(mask) for mask in range(1, 1 << len(names))), np.float64)
    return from_array(names, values, kind)


def _refuse_infinite(players: tuple[str, ...], values: Floats) -> None:
    """A sum that is not finite may also come of finite numbers; then it is their size."""
    mask = int(np.argmin(np.isfinite(values)))
    name = coalition(players, mask) or "∅"
    if np.isfinite(values[mask]):
        raise GameError(
            "values 中的数过大，其和超出双精度。请换用更大的单位。",
            "the numbers in values are too large for doubles: use another unit.",
        )
    raise GameError(
        f"values[{mask - 1}]（{name}）不是有限的数。请改为数字。",
        f"values[{mask - 1}] ({name}) is not a finite number: write a number.",
    )
