"""Airport games: a facility as large as its largest user needs (Littlechild & Owen 1973)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.sharing.game import Game, GameError, from_function
from shigu.engine.sharing.structured.checks import one_each


@dataclass(frozen=True, slots=True)
class Airport:
    """c(S) = the largest of its members' ``costs``, none of them negative.

    Shapley value and nucleolus take O(n log n), so thousands of players are possible.

    Raises:
        GameError: not one cost for each player, or one is negative.
    """

    players: tuple[str, ...]
    costs: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        one_each("costs", self.costs, self.players)
        negative = next((k for k, cost in enumerate(self.costs) if cost < 0), None)
        if negative is not None:
            raise GameError(
                f"costs[{negative}] 为负。请改为非负数。",
                f"costs[{negative}] is negative: costs are zero or more.",
            )

    def game(self) -> Game:
        """All 2ⁿ costs."""
        return from_function(self.players, self.worth, "cost")

    def worth(self, mask: int) -> Fraction:
        """c(S)."""
        return max((c for i, c in enumerate(self.costs) if mask >> i & 1), default=Fraction(0))

    def shapley(self) -> tuple[Fraction, ...]:
        """Each stretch is divided equally among those who need it."""
        order = self._order()
        fee, before, fees = Fraction(0), Fraction(0), [Fraction(0)] * len(order)
        for rank, player in enumerate(order):
            fee += (self.costs[player] - before) / (len(order) - rank)
            before = self.costs[player]
            fees[player] = fee
        return tuple(fees)

    def nucleolus(self) -> tuple[Fraction, ...]:
        """Littlechild (1974): groups of rising cost who pay alike, so that group and all cheaper
        ones together save as little as anybody."""
        order = self._order()
        fees = [Fraction(0)] * len(order)
        for first, last, fee in _groups([self.costs[player] for player in order]):
            for player in order[first:last]:
                fees[player] = fee
        return tuple(fees)

    def _order(self) -> list[int]:
        return sorted(range(len(self.costs)), key=self.costs.__getitem__)


def _groups(costs: Sequence[Fraction]) -> Iterator[tuple[int, int, Fraction]]:
    """(first, last + 1, fee) over rising ``costs`` c₁ ≤ … ≤ cₙ.

    After i players with common fee r the next fee is min (c_l − cᵢ + r)/(l − i + 1) over
    i < l < n, the least slope from (i − 1, cᵢ − r) to a point (l, c_l); the last player pays the
    rest. Points are visited along their lower hull, each once.
    """
    n = len(costs)
    after = _hull(costs[: n - 1])
    done, fee, spent = 0, Fraction(0), Fraction(0)
    while done < n - 1:
        best = done
        slope = (costs[best] - spent + fee) / 2
        while (further := after[best]) < n - 1:
            steeper = (costs[further] - spent + fee) / (further - done + 2)
            if steeper > slope:
                break
            best, slope = further, steeper
        last = n if costs[best] == costs[n - 1] else best + 1
        yield done, last, slope
        fee, spent, done = slope, costs[best], last
    if done == n - 1:
        yield n - 1, n, costs[-1] - spent + fee


def _hull(costs: Sequence[Fraction]) -> list[int]:
    """For each point the next one on the lower hull of it and all later points."""
    after = [len(costs)] * len(costs)
    for k in range(len(costs) - 2, -1, -1):
        here = k + 1
        while (there := after[here]) < len(costs) and (costs[there] - costs[k]) * (here - k) <= (
            costs[here] - costs[k]
        ) * (there - k):
            here = there
        after[k] = here
    return after
