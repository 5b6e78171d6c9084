"""Options that say what comes first in a plan: money, points, or both as a front."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated

import typer

from shigu.engine.siting.goals import Goal
from shigu.engine.siting.results import Front, Order

GoalOption = Annotated[
    Order,
    typer.Option(help="先后：钱、先钱后分、先分后钱 · Money first, points first, or money alone"),
]
Tolerance = Annotated[
    float,
    typer.Option(
        min=0, max=1, help="为后一目标最多让出前一目标的几成 · Part of the first given up at most"
    ),
]
LeastScore = Annotated[
    float | None, typer.Option(help="评分至少多少 · The least score of the plan")
]
WithFront = Annotated[
    bool, typer.Option("--front", help="钱与分的前沿 · The front of money against score")
]


@dataclass(frozen=True, slots=True)
class Aims:
    """What a plan is asked for."""

    goal: Goal = field(default_factory=Goal)
    least_score: Fraction | None = None
    front: bool = False


def aims(order: Order, tolerance: float, least: float | None, *, front: bool) -> Aims:
    """The options as they were written.

    Raises:
        BadParameter: a tolerance without a second aim.
    """
    if order == "money" and tolerance:
        raise typer.BadParameter("--tolerance：须与 --goal 同用 · needs --goal with two aims")
    points = None if least is None else Fraction(str(least))
    return Aims(Goal(order, Fraction(str(tolerance))), points, front)


def front_told(found: Front) -> list[str]:
    """One line a point, most money first."""
    lines = [
        f"前沿 front: {len(found.points)} 点 points"
        + ("" if found.complete else "（未查全 · not complete）")
    ]
    lines += [f"  {p.money_yuan:>18,.2f} 元 yuan   {p.score:>8g} 分 points" for p in found.points]
    return lines
