"""The declared limits between strong, weak and blank."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of a judgement, all open to the reader.

    ``effective_suppliers``: under so many (1 / HHI) a link is weak.
    ``few_enterprises``: without a location quotient, under so many it is weak.
    ``counted_share``: a firm counts on a link where this part of its business stands; the
    reference counts by the same rule.
    ``least_expected``: under this expected count a location quotient says nothing.
    ``critical_quantile``: weak links from this quantile of criticality on are critical.
    ``replaceable_from``: an input from this substitutability on stops no buyer when it fails.
    """

    effective_suppliers: float = 2.0
    few_enterprises: int = 3
    counted_share: float = 0.2
    least_expected: float = 0.1
    critical_quantile: float = 0.75
    replaceable_from: float = 0.5


THRESHOLDS = Thresholds()
