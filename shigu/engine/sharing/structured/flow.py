"""Flow games: players own the arcs of a network (Kalai & Zemel 1982)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from shigu.engine.sharing.game import Game, GameError, from_function


@dataclass(frozen=True, slots=True)
class Arc:
    """From ``start`` to ``end``, at most ``capacity`` ≥ 0, the property of ``owner``."""

    start: str
    end: str
    capacity: Fraction
    owner: str


@dataclass(frozen=True, slots=True)
class Flow:
    """v(S) = the largest flow from ``source`` to ``sink`` over the arcs of S.

    Raises:
        GameError: a stranger owns an arc, a capacity is negative, or source is sink.
    """

    players: tuple[str, ...]
    arcs: tuple[Arc, ...]
    source: str
    sink: str

    def __post_init__(self) -> None:
        for k, arc in enumerate(self.arcs):
            if arc.owner not in self.players:
                raise GameError(
                    f"arcs[{k}] 的所有者 {arc.owner!r} 不是局中人。请改正。",
                    f"arcs[{k}]: its owner {arc.owner!r} is no player: correct it.",
                )
            if arc.capacity < 0:
                raise GameError(
                    f"arcs[{k}] 的容量为负。请改为非负数。",
                    f"arcs[{k}]: its capacity is negative: write zero or more.",
                )
        if self.source == self.sink:
            raise GameError(
                "source 与 sink 相同。请写两个不同的节点。",
                "source is sink: name two different nodes.",
            )

    def game(self) -> Game:
        """All 2ⁿ values, a largest flow each."""
        return from_function(self.players, self.worth)

    def worth(self, mask: int) -> Fraction:
        """v(S)."""
        owners = {player for i, player in enumerate(self.players) if mask >> i & 1}
        arcs = [arc for arc in self.arcs if arc.owner in owners]
        return _largest_flow(arcs, self.source, self.sink)[0]

    def toll(self) -> tuple[Fraction, ...]:
        """A point of the core: who owns arcs of a smallest cut gets their capacity."""
        _, side = _largest_flow(self.arcs, self.source, self.sink)
        cut = [arc for arc in self.arcs if arc.start in side and arc.end not in side]
        return tuple(
            sum((arc.capacity for arc in cut if arc.owner == player), Fraction(0))
            for player in self.players
        )


def _largest_flow(arcs: Sequence[Arc], source: str, sink: str) -> tuple[Fraction, frozenset[str]]:
    """Shortest augmenting paths (Edmonds & Karp 1972): the flow, and the source's side of a
    smallest cut."""
    left: dict[str, dict[str, Fraction]] = {source: {}, sink: {}}
    for arc in arcs:
        left.setdefault(arc.start, {}).setdefault(arc.end, Fraction(0))
        left[arc.start][arc.end] += arc.capacity
        left.setdefault(arc.end, {}).setdefault(arc.start, Fraction(0))
    total = Fraction(0)
    while sink in (came := _reached(left, source)):
        path = [sink]
        while path[-1] != source:
            path.append(came[path[-1]])
        steps = [(end, start) for start, end in pairwise(path)]
        most = min(left[start][end] for start, end in steps)
        for start, end in steps:
            left[start][end] -= most
            left[end][start] += most
        total += most
    return total, frozenset(came)


def _reached(left: dict[str, dict[str, Fraction]], source: str) -> dict[str, str]:
    """The nodes that more can still flow to, each with the one before it."""
    came, waiting = {source: source}, deque([source])
    while waiting:
        node = waiting.popleft()
        for other, room in left[node].items():
            if room > 0 and other not in came:
                came[other] = node
                waiting.append(other)
    return came
