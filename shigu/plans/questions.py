"""Questions to a finished plan, answered at once and from what the asker may read; nothing is
written.

Who reads every project of the plan asks the whole model. Anybody else asks their own projects
alone: what they may not read does not enter the computation, so that no answer can tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.engine.pack.problems import PackError
from shigu.engine.plan.compose import economics
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.reasons import Reason
from shigu.engine.siting.fit import fit
from shigu.engine.siting.questions.changes import ProjectIs
from shigu.engine.siting.questions.standing import NotThisPlan, Standing, stand
from shigu.engine.siting.questions.what_if import WhatIf, what_if
from shigu.engine.siting.questions.why_not import UnknownError, WhyNot, why_not
from shigu.engine.siting.ruled_out import asked_of
from shigu.engine.siting.values import Need, Problem
from shigu.plans import held, queries
from shigu.plans.models import Placement, Plan, Unplaced
from shigu.plans.trial import like
from shigu.projects.bridge import pack_ids
from shigu.projects.models import Project
from shigu.territory.models import Space

Reply = TypeVar("Reply")
WHY_SECONDS, WHAT_IF_SECONDS = 2.0, 0.5
MOST_PAIRS = 1_000_000
"""Projects times spaces above which a plan takes too long to stand up while somebody waits."""
REFUSALS = (NotThisPlan, UnknownError, PlanError, PackError, ValueError)
OTHERS = Reason(
    "siting.why.others",
    "这处空间满足它的全部要求；有没有余地、改放的代价多少，取决于其他区县的项目，"
    "可向提出方案的单位了解",
    "this space meets all its requirements; whether there is room, and at what cost, depends on "
    "projects of other districts; whoever asked for the plan can tell",
)


class NotAnswered(ValueError):
    """The question cannot be put to the data as they are; the text says why."""


@dataclass(frozen=True, slots=True)
class Told(Generic[Reply]):
    """An answer, the problem that names what it speaks of, and whether the data have changed
    since the plan was computed."""

    answer: Reply
    problem: Problem
    stale: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan ready to be asked: ``stale`` = the data have changed since it was computed."""

    standing: Standing
    stale: bool


@dataclass(frozen=True, slots=True)
class AskedProblem:
    """What a plan is a plan of, and where it puts each project; ``stale`` as in :class:`Asked`."""

    problem: Problem
    placed: dict[str, str]
    stale: bool


def subject(actor: Actor, plan: Plan, project: Project) -> Placement | Unplaced | None:
    """What the plan says of a project that the actor reads; ``None`` = it is not in the plan."""
    own = {"plan": plan, "project": project}
    placed = Placement.objects.visible_to(actor).filter(**own).select_related("space__zone")
    return placed.first() or Unplaced.objects.visible_to(actor).filter(**own).first()


def why_not_there(actor: Actor, plan: Plan, project: Project, space: Space) -> Told[WhyNot]:
    """Why the plan does not put the project there.

    Raises:
        NotAnswered: the plan no longer stands with the data as they are.
    """
    try:
        asked = standing(actor, plan)
        if asked is None:
            return _from_own(actor, plan, project, space)
        base, key = asked.standing, _key(actor, project)
        answer = why_not(base, key, space.code, seconds=WHY_SECONDS)
    except REFUSALS as refusal:
        raise NotAnswered(str(refusal)) from refusal
    return Told(answer, base.problem, asked.stale)


def with_one_more(
    actor: Actor,
    plan: Plan,
    similar: Project,
    given: Mapping[str, Any],
    most_moves: int | None = None,
) -> Told[WhatIf]:
    """The plan with one project more: like ``similar``, but for what is ``given``.

    ``most_moves``: at most so many other projects may change their place.

    Raises:
        NotAnswered: the actor does not read the whole plan, or the question cannot be put.
    """
    try:
        asked = standing(actor, plan)
        if asked is None:
            raise NotAnswered(_("试算要用到方案中的全部项目，只有能读全部项目的单位可以试算。"))
        new = like(need_of(asked.standing.problem, _key(actor, similar)), given)
        answer = what_if(
            asked.standing, ProjectIs(new), seconds=WHAT_IF_SECONDS, most_moves=most_moves
        )
    except REFUSALS as refusal:
        raise NotAnswered(str(refusal)) from refusal
    problem = asked.standing.problem
    return Told(answer, replace(problem, needs=(*problem.needs, new)), asked.stale)


def standing(actor: Actor, plan: Plan) -> Asked | None:
    """The plan in its model; ``None`` for who does not read every project in it.

    Raises:
        NotThisPlan: with the data as they are the plan breaks a requirement.
        PlanError, PackError: the data are no problem of siting any more.
    """
    asked = asked_problem(actor, plan)
    if asked is None:
        return None
    problem = asked.problem
    if len(problem.needs) * len(problem.spaces) > MOST_PAIRS:
        raise NotAnswered(_("方案太大，不能当场回答；请锁定或排除这一落位，重新计算来看。"))
    bound = inf if asked.stale or plan.bound_yuan is None else plan.bound_yuan
    return Asked(stand(problem, asked.placed, bound_yuan=bound, seed=plan.seed), asked.stale)


def asked_problem(actor: Actor, plan: Plan) -> AskedProblem | None:
    """The problem of the plan by the data of now; ``None`` for who does not read every project.

    Raises:
        PlanError, PackError: the data are no problem of siting any more.
    """
    document = queries.document(actor, plan)
    if document is None:
        return None
    found = held.inputs(actor, plan, outlined=False)
    pack, settings = found.pack, found.settings
    problem = siting_problem(pack, economics(settings), settings.locked, settings.forbidden)
    goal = document["siting"].get("goal")
    if goal and goal["least_score"] is not None:
        problem = replace(problem, least_score=Fraction(str(goal["least_score"])))
    placed = {row["project"]: row["space"] for row in document["siting"]["placements"]}
    return AskedProblem(problem, placed, pack.hash != plan.pack_hash)


def need_of(problem: Problem, key: str) -> Need:
    """What a project asks of a place.

    Raises:
        UnknownError: it is not to be placed any more.
    """
    found = next((need for need in problem.needs if need.id == key), None)
    if found is None:
        raise UnknownError(_("这个项目已不在待落地之列。"))
    return found


def _from_own(actor: Actor, plan: Plan, project: Project, space: Space) -> Told[WhyNot]:
    left = held.inputs(actor, plan, outlined=False)
    problem = siting_problem(left.pack, economics(left.settings))
    key, found = _key(actor, project), subject(actor, plan, project)
    if isinstance(found, Placement) and found.space_id == space.pk:
        answer = WhyNot(key, space.code, "there", (_there(space),))
    elif ruled := tuple(_ruled_out(problem, key, space.code)):
        answer = WhyNot(key, space.code, "ruled_out", ruled)
    else:
        answer = WhyNot(key, space.code, "open", (OTHERS,), proven=False)
    return Told(answer, problem, stale=False)


def _ruled_out(problem: Problem, key: str, place: str) -> Iterator[Reason]:
    need = need_of(problem, key)
    there = next((each for each in problem.spaces if each.id == place), None)
    if there is None:
        raise UnknownError(_("这处空间不再提供。"))
    if need.veto is not None:
        yield Reason("siting.veto", f"否决项：{need.veto}", f"vetoed: “{need.veto}”")
    for misfit in fit(need, there):
        yield asked_of(problem, misfit)


def _there(space: Space) -> Reason:
    return Reason(
        "siting.why.there",
        f"方案就把它放在{space.name}",
        f"the plan does place it in {space.name_en or space.name}",
    )


def _key(actor: Actor, project: Project) -> str:
    return next(code for code, key in pack_ids(actor).items() if key == project.pk)
