"""Between which amounts shares lie where the value of a coalition is known up to a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shigu.sharing.queries import Division, Player, exact

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One player's lowest and highest share by rule; ``None`` = not told within the gaps."""

    player: Player
    shapley: Range
    nucleolus: Range | None


def ranges(division: Division) -> Sequence[RangeRow]:
    """A row for each player; none where every coalition was proven."""
    found = division.sharing.get("intervals")
    if not found:
        return ()
    nuclei = found["nucleolus"] or [None] * len(division.players)
    rows = zip(division.players, found["shapley"], nuclei, strict=True)
    return [RangeRow(p, _range(own), core and _range(core)) for p, own, core in rows]


def _range(ends: Sequence[float]) -> Range:
    return exact(ends[0]), exact(ends[1])
