"""What has lately been heard of a firm, and how much of it still counts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shigu.engine.chain.checking import require, within

SignalKind = Literal["growth", "expansion", "financing", "relocation", "tender", "patent"]
FULL_GROWTH = 0.3


@dataclass(frozen=True, slots=True)
class Signal:
    """One accepted statement about a firm. ``date`` is its first possible day, ``amount_wan`` what
    was raised, invested or won, ``growth`` that of revenue in a year (0.2 = 20 %), ``place`` where
    it expands or moves to; ``None`` where the statement does not say.

    Raises:
        ChainError: the kind is unknown, a number is out of range, or a growth has no figure.
    """

    organisation: str
    kind: SignalKind
    date: date
    amount_wan: float | None = None
    growth: float | None = None
    place: str | None = None
    fact: bool = True
    source: str | None = None

    def __post_init__(self) -> None:
        at = f"signal {self.organisation} {self.kind} {self.date}"
        require(at, f"kind must be one of {tuple(RULES)}", holds=self.kind in RULES)
        if self.amount_wan is not None:
            within(at, "amount", self.amount_wan, math.inf)
        if self.growth is not None:
            within(at, "growth", self.growth, math.inf, low=-1)
        told = self.kind != "growth" or self.growth is not None
        require(at, "a growth without its figure", holds=told)


@dataclass(frozen=True, slots=True)
class Rule:
    """How strongly a kind of signal speaks for a new site on its day (0–1), and the days after
    which half of that is left."""

    strength: float
    half_life: int


RULES: Mapping[SignalKind, Rule] = {
    "relocation": Rule(0.8, 365),
    "expansion": Rule(0.8, 540),
    "financing": Rule(0.5, 540),
    "growth": Rule(0.5, 365),
    "tender": Rule(0.3, 270),
    "patent": Rule(0.2, 1095),
}
"""Declared, not estimated: whoever is about to move or build comes first, patents say least of a
site but longest of ability."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Signals of one firm, each with what is left of it; ``value`` = 1 − Π (1 − left), 0–1."""

    left: tuple[tuple[Signal, float], ...]

    @property
    def value(self) -> float:
        return 1 - math.prod(1 - each for _, each in self.left)


NOTHING_HEARD = Heard(())


def left(signal: Signal, today: date) -> float:
    """strength · 2^(−age ÷ half-life), 0–1; a growth counts by min(1, growth ÷ 0.3), and one
    below 0 not at all.

    Raises:
        ChainError: the signal is younger than ``today``.
    """
    rule, age = RULES[signal.kind], (today - signal.date).days
    at = f"signal {signal.organisation} {signal.kind} {signal.date}"
    require(at, f"it is younger than {today}", holds=age >= 0)
    scale = 1.0
    if signal.kind == "growth":
        scale = min(1.0, max(0.0, (signal.growth or 0.0) / FULL_GROWTH))
    return float(rule.strength * scale * 0.5 ** (age / rule.half_life))


def heard(signals: Iterable[Signal], today: date) -> dict[str, Heard]:
    """By organisation, what counts most first."""
    found: dict[str, list[tuple[Signal, float]]] = {}
    for signal in signals:
        found.setdefault(signal.organisation, []).append((signal, left(signal, today)))
    return {
        firm: Heard(tuple(sorted(rows, key=lambda row: (-row[1], row[0].date, row[0].kind))))
        for firm, rows in found.items()
    }
