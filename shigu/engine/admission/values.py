"""A score sheet: criteria with the most points each, and items that veto."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Points = Mapping[str, Decimal]
"""Points by the code of the criterion."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged with ``most`` points at best; ``guidance`` says for what they are given."""

    code: str
    zh: str
    en: str
    most: Decimal
    guidance_zh: str = ""
    guidance_en: str = ""


@dataclass(frozen=True, slots=True)
class Veto:
    """An item that keeps a project out, whatever its points."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of a score sheet with where it is from."""

    id: str
    zh: str
    en: str
    source: str
    criteria: tuple[Criterion, ...]
    vetoes: tuple[Veto, ...] = ()

    @property
    def most(self) -> Decimal:
        """The points of a project that gets all."""
        return sum((each.most for each in self.criteria), Decimal(0))
