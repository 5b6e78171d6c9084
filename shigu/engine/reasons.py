"""Why: every result of the engine carries the reasons it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
Input = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence in both languages with the inputs and sources it was computed from.

    ``code`` is stable and dotted (``siting.height``); ``inputs`` maps names to plain values
    with the unit in the name; ``sources`` are ids of the pack's table ``sources``.
    """

    code: str
    zh: str
    en: str
    inputs: dict[str, Input] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained(Generic[T]):
    """A value together with why it is what it is."""

    value: T
    reasons: tuple[Reason, ...]
