"""Questions to a finished plan: why not there, one project more, plans for bad times, fair ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, row
from shigu.api.kinds import Count, Day, Number, Short
from shigu.api.problems import Conflict, Invalid
from shigu.api.verbs.plans import finished_plan
from shigu.api.verbs.verb import verb
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.engine.siting.questions.fairness import Fair
from shigu.engine.siting.questions.robust import Robust
from shigu.engine.siting.questions.what_if import WhatIf
from shigu.engine.siting.questions.why_not import WhyNot
from shigu.plans import questions, variants
from shigu.projects.models import Project
from shigu.territory.models import Space

router = Router()
Amount = Annotated[Number, Field(ge=0)]
Part = Annotated[float, Field(ge=0, le=1)]


@contextmanager
def answering() -> Iterator[None]:
    """A question that the plan cannot answer is a conflict, with why."""
    try:
        yield
    except questions.NotAnswered as refusal:
        raise Conflict(str(refusal)) from refusal


class AskedWhy(Body):
    """A project of the plan and a space."""

    project: UUID
    space: Short


class TriedProject(Body):
    """One project more: like ``similar``, but for what is given. Quantities in the unit of the
    name; ``tax_wan`` is the mean local tax a year, ``success_probability`` 0 to 1."""

    similar: UUID
    floor_area_m2: Amount | None = None
    land_mu: Amount | None = None
    power_kva: Amount | None = None
    height_m: Amount | None = None
    tax_wan: Amount | None = None
    success_probability: Part | None = None
    earliest: Day | None = None
    most_moves: Annotated[Count | None, Field(description="最多挪动 · others that may move")] = None


@verb(
    router,
    "POST",
    "/plans/{key}/why_not",
    "为什么不放那里 · why not there",
    WhyNot,
    tag="plans",
    changes=False,
)
def ask_why_not(request: HttpRequest, key: UUID, given: AskedWhy) -> HttpResponse:
    """方案为什么不把项目放在那里，要放的代价与变动；不改变任何数据。

    Why the plan does not put the project there, or what it would cost; nothing is changed. Who
    does not read every project of the plan is told what their own project and the space say.
    """
    actor = actor_of(request)
    plan, project = finished_plan(request, key), _project(actor, given.project)
    if questions.subject(actor, plan, project) is None:
        raise Http404
    space = row(actor, Space, given.space, "body.space")
    with answering():
        found = questions.why_not_there(actor, plan, project, space)
    return answer(asdict(found.answer))


@verb(
    router,
    "POST",
    "/plans/{key}/what_if",
    "加一个项目试试 · try one more project",
    WhatIf,
    tag="plans",
    changes=False,
)
def try_project(request: HttpRequest, key: UUID, given: TriedProject) -> HttpResponse:
    """多一个项目，方案会怎样：落在哪、多得多少、谁要挪动；不改变任何数据。

    What the plan becomes with one project more; nothing is changed. For who reads every project
    of the plan.
    """
    actor, plan = actor_of(request), finished_plan(request, key)
    similar = _project(actor, given.similar)
    with answering():
        told = given.model_dump(exclude={"similar", "most_moves"})
        found = questions.with_one_more(actor, plan, similar, told, given.most_moves)
    return answer(asdict(found.answer))


class AskedCautious(Body):
    """Which part of the scenarios counts as bad, and what part of the chances hangs on one
    shock."""

    tail: Annotated[float, Field(gt=0, le=0.5, description="最差的部分 · worst part")] = 0.1
    common: Annotated[float, Field(ge=0, le=0.9, description="同受冲击 · common shock")] = 0.0


@verb(
    router,
    "POST",
    "/plans/{key}/cautious",
    "坏情形里最好的方案 · the plan for bad times",
    Robust,
    tag="plans",
    changes=False,
)
def ask_cautious(request: HttpRequest, key: UUID, given: AskedCautious) -> HttpResponse:
    """最差的那部分情景里平均最好的方案，并与期望最大的并排；不改变任何数据。

    The plan with the greatest CVaR beside that of the greatest expectation, and in which part of
    the scenarios each placement holds. For who reads every project of the plan.
    """
    actor, plan = actor_of(request), finished_plan(request, key)
    with answering():
        found = variants.for_bad_times(actor, plan, given.tail, given.common)
    return answer(asdict(found.answer))


@verb(
    router,
    "POST",
    "/plans/{key}/fair",
    "各方不低于独立所得的方案 · nobody below what they reach alone",
    Fair,
    tag="plans",
    changes=False,
)
def ask_fair(request: HttpRequest, key: UUID) -> HttpResponse:
    """各方自己空间里产生的价值不低于独立所得的方案、它的代价，与最均衡的方案；不改变任何数据。

    The plan with nobody below what they reach alone, its price, and the most even plan; nothing
    is changed. For who reads every project of the plan.
    """
    with answering():
        found = variants.fair_to_all(actor_of(request), finished_plan(request, key))
    return answer(asdict(found.answer))


def _project(actor: Actor, key: UUID) -> Project:
    found = Project.objects.visible_to(actor).filter(pk=key).first()
    if found is None:
        raise Invalid("body", _("没有 %s，或您看不到它。") % key)
    return found
