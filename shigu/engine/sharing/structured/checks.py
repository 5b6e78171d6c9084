"""What every structured game asks of its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from shigu.engine.sharing.game import GameError


def one_each(field: str, given: Sequence[object], players: Sequence[str]) -> None:
    """Check that ``field`` has an entry for each player, and that there is one.

    Raises:
        GameError: it has not.
    """
    if len(given) != len(players) or not players:
        raise GameError(
            f"{field} 有 {len(given)} 项，局中人有 {len(players)} 个。请每方一项。",
            f"{field} has {len(given)} entries for {len(players)} players: give one each.",
        )
