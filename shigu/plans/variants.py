"""Other plans for the projects of a finished one: for bad times, and with nobody worse off.

Answered while somebody waits, from what the asker may read; nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.questions.fairness import Fair, fair
from shigu.engine.siting.questions.robust import Robust, TooLarge, robust
from shigu.engine.siting.solve import NoPlanFound
from shigu.engine.siting.values import Problem
from shigu.plans.models import Plan
from shigu.plans.questions import REFUSALS, NotAnswered, Told, asked_problem

Reply = TypeVar("Reply")
SECONDS, SCENARIOS, RESOLVED = 2.0, 200, 40
MOST_PAIRS = 20_000
"""Projects times spaces above which the scenarios take too long while somebody waits."""


def for_bad_times(actor: Actor, plan: Plan, tail: float, common: float) -> Told[Robust]:
    """The plan whose worst scenarios, ``tail`` of them, are best on average; ``common`` is the
    part of the chances that hangs on one shock.

    Raises:
        NotAnswered: the actor does not read the whole plan, or the question cannot be put.
    """
    return _told(
        *(actor, plan),
        lambda problem: robust(
            problem,
            level=1 - tail,
            common=common,
            scenarios=SCENARIOS,
            resolved=RESOLVED,
            seed=plan.seed,
            seconds=SECONDS,
        ),
    )


def fair_to_all(actor: Actor, plan: Plan) -> Told[Fair]:
    """The plan under which as much arises in the spaces of every owner as it reaches alone.

    Raises:
        NotAnswered: the actor does not read the whole plan, or the question cannot be put.
    """
    return _told(
        *(actor, plan),
        lambda problem: fair(problem, owners(problem), seed=plan.seed, seconds=SECONDS),
    )


def owners(problem: Problem) -> list[str]:
    """Who owns a space of the problem."""
    return sorted({space.owner for space in problem.spaces if space.owner is not None})


def _told(actor: Actor, plan: Plan, question: Callable[[Problem], Reply]) -> Told[Reply]:
    try:
        asked = asked_problem(actor, plan)
        if asked is None:
            raise NotAnswered(_("这要用到方案中的全部项目，只有能读全部项目的单位可以问。"))
        problem = asked.problem
        if len(problem.needs) * len(problem.spaces) > MOST_PAIRS:
            raise NotAnswered(_("方案太大，不能当场回答；请在命令行用 shigu siting robust。"))
        return Told(question(problem), problem, asked.stale)
    except (*REFUSALS, Infeasible, NoPlanFound, TooLarge) as refusal:
        raise NotAnswered(str(refusal)) from refusal
