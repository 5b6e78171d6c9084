"""Linear production games: players pool resources and make what earns most (Owen 1975)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.sharing.game import Game, GameError, from_function
from shigu.engine.sharing.structured.linear_programme import Programme, UnboundedError, maximise


@dataclass(frozen=True, slots=True)
class LinearProduction:
    """v(S) = max ``gains``·y with ``uses``·y ≤ the resources of S, y ≥ 0.

    ``resources[player][r]`` ≥ 0, ``uses[r][product]``, ``gains[product]`` a unit.

    Raises:
        GameError: rows and columns do not fit, or a resource is negative.
    """

    players: tuple[str, ...]
    resources: tuple[tuple[Fraction, ...], ...]
    uses: tuple[tuple[Fraction, ...], ...]
    gains: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        fits = (
            len(self.players) == len(self.resources)
            and all(len(row) == len(self.uses) for row in self.resources)
            and all(len(row) == len(self.gains) for row in self.uses)
        )
        if not fits:
            raise GameError(
                "resources 须每方一行、每种资源一列；uses 须每种资源一行、每种产品一列；"
                "gains 每种产品一个数。请改正。",
                "resources: a row a player, a column a resource; uses: a row a resource, a column "
                "a product; gains: one a product. Correct the tables.",
            )
        if any(amount < 0 for row in self.resources for amount in row):
            raise GameError(
                "resources 有负数。请改为非负数。",
                "a resource is negative: write zero or more.",
            )

    def game(self) -> Game:
        """All 2ⁿ values, a linear programme each.

        Raises:
            GameError: a product earns without using anything scarce.
        """
        return from_function(self.players, lambda mask: self.optimum(mask).value)

    def optimum(self, mask: int) -> Programme:
        """What the coalition makes, what it earns, and the prices of its resources.

        Raises:
            GameError: as :meth:`game`.
        """
        inside = [row for i, row in enumerate(self.resources) if mask >> i & 1]
        limits = [sum((row[r] for row in inside), Fraction(0)) for r in range(len(self.uses))]
        try:
            return maximise(self.gains, self.uses, limits)
        except UnboundedError:
            raise GameError(
                "有产品不占用任何稀缺资源却有收益，价值无上限。请补全 uses。",
                "a product earns without using anything scarce, so there is no largest value: "
                "complete uses.",
            ) from None

    def prices(self) -> tuple[Fraction, ...]:
        """A point of the core: each player is paid the dual price of what it brings (Owen 1975).

        Raises:
            GameError: as :meth:`game`.
        """
        prices = self.optimum((1 << len(self.players)) - 1).prices
        return tuple(
            sum((a * p for a, p in zip(row, prices, strict=True)), Fraction(0))
            for row in self.resources
        )
