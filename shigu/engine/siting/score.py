"""What a placement scores: the declared weights of what a project prefers, apart from money."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from shigu.engine.siting.values import Need, Problem, Space

NOTHING = Fraction(0)


def scoring(need: Need) -> Callable[[Space], Fraction]:
    """Points of the need in any space, exact as declared.

    Σ weight over its preferences for the space, its zone or its district: the weighted sum of
    multi-attribute value with indicator attributes (Keeney & Raiffa 1976, *Decisions with
    Multiple Objectives*, ch. 3).
    """
    weights = {each.area: Fraction(str(each.weight)) for each in need.preferences}

    def points(space: Space) -> Fraction:
        if not weights:
            return NOTHING
        areas = {space.id, space.zone, space.district}
        return sum((weights[area] for area in areas if area in weights), NOTHING)

    return points


def scored(problem: Problem) -> bool:
    """Whether anything in the problem scores."""
    return any(need.preferences for need in problem.needs) or any(
        each.score for each in problem.synergies
    )


def step_of(problem: Problem) -> Fraction:
    """The least difference that two scores can have: all are whole multiples of it."""
    weights = [each.weight for need in problem.needs for each in need.preferences]
    weights += [each.score for each in problem.synergies]
    return Fraction(1, lcm(*(Fraction(str(weight)).denominator for weight in weights)))
