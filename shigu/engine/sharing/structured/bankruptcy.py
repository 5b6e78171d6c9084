"""Claims on an estate that does not cover them (O'Neill 1982; Aumann & Maschler 1985)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.sharing.game import Game, GameError, from_function
from shigu.engine.sharing.structured.checks import one_each


@dataclass(frozen=True, slots=True)
class Bankruptcy:
    """v(S) = max(0, estate − what the others claim).

    Raises:
        GameError: a negative number, or claims that the estate covers and leaves a rest of.
    """

    players: tuple[str, ...]
    claims: tuple[Fraction, ...]
    estate: Fraction

    def __post_init__(self) -> None:
        one_each("claims", self.claims, self.players)
        if min(*self.claims, self.estate, Fraction(0)) < 0:
            raise GameError(
                "estate 或 claims 为负。请改为非负数。",
                "estate or a claim is negative: write zero or more.",
            )
        if sum(self.claims) < self.estate:
            raise GameError(
                "estate 大于 claims 之和，没有争议。请核对。",
                "estate exceeds the sum of claims, so nothing is contested: check the numbers.",
            )

    def game(self) -> Game:
        """All 2ⁿ values. Its Shapley value is the rule of random arrival."""
        return from_function(self.players, self.worth)

    def worth(self, mask: int) -> Fraction:
        """v(S)."""
        others = (c for i, c in enumerate(self.claims) if not mask >> i & 1)
        return max(Fraction(0), self.estate - sum(others, Fraction(0)))

    def talmud(self) -> tuple[Fraction, ...]:
        """The nucleolus: nobody gains more than half the claim before all have half of theirs,
        nobody loses more than half after (Aumann & Maschler 1985)."""
        halves = [claim / 2 for claim in self.claims]
        half = sum(halves, Fraction(0))
        if self.estate <= half:
            return equal_awards(halves, self.estate)
        lost = equal_awards(halves, 2 * half - self.estate)
        return tuple(claim - loss for claim, loss in zip(self.claims, lost, strict=True))


def equal_awards(claims: Sequence[Fraction], estate: Fraction) -> tuple[Fraction, ...]:
    """min(claim, λ) for everyone, with λ such that they sum to ``estate`` ≤ Σ claims."""
    awards, left = [Fraction(0)] * len(claims), estate
    order = sorted(range(len(claims)), key=claims.__getitem__)
    for rank, player in enumerate(order):
        awards[player] = min(claims[player], left / (len(order) - rank))
        left -= awards[player]
    return tuple(awards)
