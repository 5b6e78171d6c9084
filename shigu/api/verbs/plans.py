"""Joint plans: ask, follow, cancel, read, compare, try terms, adopt."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.joint import PLANS, router
from shigu.api.kinds import Count, Day, Number, Short
from shigu.api.problems import Conflict, Invalid, allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.districts.policies import Refused, may_write
from shigu.districts.vocabulary import DataClass
from shigu.engine.plan.compare import Comparison, compare
from shigu.engine.sharing.results import TermsParameters
from shigu.engine.sharing.slider import TriedTerms, try_terms_of
from shigu.engine.sharing.terms import TermsError
from shigu.engine.siting.results import Order
from shigu.engine.watch import Reading
from shigu.plans import actions, queries
from shigu.plans.models import Plan, Run, State
from shigu.plans.policies import may_ask_for, may_replan
from shigu.projects.models import Project
from shigu.territory.models import Space

ROW: Any = PLANS.row_schema()
Json = dict[str, Any]
Part = Annotated[float, Field(ge=0, le=1)]
Before = Annotated[UUID, Query(..., description="另一个方案 · the plan to compare with")]
Years = Annotated[int, Field(ge=0, le=100)]


class Pair(Body):
    """A project and a space."""

    project: UUID
    space: Short


class AskedPlan(Reasoned):
    """How a plan is asked for: settings, and placements that are locked or barred."""

    district: Annotated[Short, Field(description="提出单位 · in whose name")]
    seed: Annotated[Count, Field(description="随机种子 · seed")] = 0
    seconds: Annotated[float, Field(gt=0, le=600, description="每次求解时限 · to solve")] = 10.0
    as_of: Annotated[Day | None, Field(description="基准日 · day of reference")] = None
    front: Annotated[bool, Field(description="钱与分的前沿 · front of money and points")] = False
    goal: Annotated[Order, Field(description="先后 · which aim comes first")] = "money"
    tolerance: Annotated[Part, Field(description="最多让出的部分 · part given up at most")] = 0.0
    least_score: Annotated[Number | None, Field(description="最低评分 · least score")] = None
    locked: Annotated[list[Pair], Field(max_length=1_000, description="锁定 · locked")] = []
    forbidden: Annotated[list[Pair], Field(max_length=1_000, description="排除 · barred")] = []


class Improvement(Schema):
    """What the search had after so many seconds; null = no plan, or nothing proven, yet."""

    seconds: float
    value_yuan: float | None
    bound_yuan: float | None


class Progress(Schema):
    """How far the computation is; ``phases`` are the seconds of those that are over."""

    state: str
    phase: str
    part: float
    attempts: int
    phases: dict[str, float]
    improvements: list[Improvement]


class TriedParameters(Body):
    """Terms to try on a finished plan: shares of local tax, 0 to 1."""

    phase_years: Annotated[list[tuple[Years, Years]], Field(min_length=1, max_length=10)]
    introducer: dict[Short, list[Part]]
    fund: Part
    fund_parts: dict[Short, Part]
    cap: Part
    floor_yuan: Annotated[Number, Field(ge=0)]
    uniform: bool = False


@verb(router, "POST", "/plans", "提出方案 · ask for a plan", ROW, tag="plans", status=202)
def ask_for_plan(request: HttpRequest, given: AskedPlan) -> HttpResponse:
    """在后台计算；用 progress 查询进度。

    Computed in the background: follow it under progress.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    with allowed(may_ask_for(actor, district)):
        wish = actions.Wish(
            seed=given.seed,
            seconds=given.seconds,
            as_of=given.as_of,
            front=given.front,
            goal=given.goal,
            tolerance=given.tolerance,
            least_score=given.least_score,
            locked=_pairs(request, given.locked, "locked"),
            forbidden=_pairs(request, given.forbidden, "forbidden"),
        )
        plan = actions.ask_for_plan(actor, district, wish, reason=given.reason)
    return answer(told(request, PLANS, plan.pk), 202)


class Replan(Reasoned):
    """At most so many places of the plan are given up."""

    most_moves: Annotated[Count, Field(description="最多挪动 · moves at most")]


@verb(router, "POST", "/plans/{key}/replan", "少动重排 · replan", ROW, tag="plans", status=202)
def replan(request: HttpRequest, key: UUID, given: Replan) -> HttpResponse:
    """按现在的数据重算一份新方案，最多挪动这么多已定的位置。

    A new plan by the data of now that gives up at most so many places of this one.
    """
    actor, plan = actor_of(request), finished_plan(request, key)
    with allowed(may_replan(actor, plan)):
        made = actions.replan(actor, plan, given.most_moves, reason=given.reason)
    return answer(told(request, PLANS, made.pk), 202)


@verb(router, "GET", "/plans/{key}/progress", "进度 · progress", Progress, tag="plans")
def get_plan_progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """状态、阶段与完成的部分（0–1），以及搜索至今的价值与上界。

    State, phase and the part of it that is done, and value and bound of the search so far.
    """
    plan = _plan(request, key)
    run = Run.objects.visible_to(actor_of(request)).filter(plan=plan).first()
    log = run.improvements if run and plan.open else plan.improvements
    return answer(
        {
            "state": plan.state,
            "phase": run.phase if run else "",
            "part": run.part if run else 0.0,
            "attempts": run.attempts if run else 0,
            "phases": run.phases if run and plan.open else plan.phases,
            "improvements": [asdict(Reading(*each)) for each in log],
        }
    )


@verb(router, "POST", "/plans/{key}/hasten", "停下并保留最好的 · keep the best", ROW, tag="plans")
def hasten_plan(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """搜索就此结束，目前最好的方案连同它离上界的差距照常写下。

    The search ends; the best plan so far is written down with its gap.
    """
    actor, plan = actor_of(request), _plan(request, key)
    with allowed(may_write(actor, DataClass.PLANS, plan.district)):
        actions.hasten_plan(actor, plan, reason=given.reason)
    return answer(told(request, PLANS, key))


@verb(router, "POST", "/plans/{key}/cancel", "停止计算 · cancel", ROW, tag="plans")
def cancel_plan(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """排队中的立即停止，计算中的几秒内停止。

    Stops at once while it waits, within seconds while it is computed.
    """
    actor, plan = actor_of(request), _plan(request, key)
    with allowed(may_write(actor, DataClass.PLANS, plan.district)):
        actions.cancel_plan(actor, plan, reason=given.reason)
    return answer(told(request, PLANS, key))


@verb(router, "POST", "/plans/{key}/adopt", "采纳方案 · adopt", ROW, tag="plans")
def adopt_plan(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """由提出单位的领导采纳；此前在执行的方案被取代。

    By a leader of the district that asked; the plan in force before is superseded.
    """
    actor, plan = actor_of(request), _plan(request, key)
    try:
        actions.adopt_plan(actor, plan, reason=given.reason)
    except Refused as refusal:
        if plan.state != State.DONE or plan.in_force or plan.missing:
            raise Conflict(str(refusal)) from refusal
        raise
    return answer(told(request, PLANS, key))


@verb(router, "GET", "/plans/{key}/outline", "方案概要 · outline", Json, tag="plans")
def get_plan_outline(request: HttpRequest, key: UUID) -> HttpResponse:
    """不含单个项目的方案：产业链、分配、限制、各方合计。

    The plan without single projects: chain, sharing, limits, totals by player.
    """
    return answer(_outline(request, key))


@verb(router, "GET", "/plans/{key}/document", "方案全文 · document", Json, tag="plans")
def get_plan_document(request: HttpRequest, key: UUID) -> HttpResponse:
    """完整的 plan.json；须能读方案中所有区县的项目。

    The full plan.json, for who reads the projects of every district in it.
    """
    return answer(_document(request, key))


@verb(router, "GET", "/plans/{key}/sharing", "利益分配 · sharing", Json, tag="plans")
def get_plan_sharing(request: HttpRequest, key: UUID) -> HttpResponse:
    """联盟、各种公平份额与设计的条款。

    Coalitions, fair shares by concept and the designed terms.
    """
    whole = queries.document(actor_of(request), _plan(request, key))
    sharing = (whole or _outline(request, key))["sharing"]
    if sharing is None:
        raise Refused(_("联盟的数字会透露单个项目，只有能读全部项目的单位可见。"))
    return answer(sharing)


@verb(
    router,
    "POST",
    "/plans/{key}/terms",
    "试算条款 · try terms",
    TriedTerms,
    tag="plans",
    changes=False,
)
def try_terms(request: HttpRequest, key: UUID, given: TriedParameters) -> HttpResponse:
    """按给定条款重算各方所得；不改变任何数据。

    What each player is paid under other terms; nothing is changed.
    """
    wanted = given.model_dump(exclude={"uniform", "introducer", "phase_years"})
    parameters = TermsParameters(
        phase_years=tuple(given.phase_years),
        introducer={player: tuple(parts) for player, parts in given.introducer.items()},
        **wanted,
    )
    document = _document(request, key)
    try:
        return answer(asdict(try_terms_of(document, parameters, uniform=given.uniform)))
    except TermsError as error:
        raise Invalid("body", str(error)) from error


@verb(router, "GET", "/plans/{key}/comparison", "比较两个方案 · compare", Comparison, tag="plans")
def compare_plans(request: HttpRequest, key: UUID, before: Before) -> HttpResponse:
    """与 before 相比变了什么：落位、缺口、份额、条款、限制。

    What is different from before: placements, gaps, shares, terms, limits.
    """
    return answer(asdict(compare(_document(request, before), _document(request, key))))


def finished_plan(request: HttpRequest, key: UUID) -> Plan:
    """The plan, once it is done.

    Raises:
        Conflict: it has no result.
    """
    plan = _plan(request, key)
    if plan.state != State.DONE:
        raise Conflict(_("方案还没有结果。"))
    return plan


def _plan(request: HttpRequest, key: UUID) -> Plan:
    rows = Plan.objects.visible_to(actor_of(request)).select_related("district")
    found: Plan = the(request, rows, pk=key)
    return found


def _outline(request: HttpRequest, key: UUID) -> Json:
    actor, plan = actor_of(request), _plan(request, key)
    found = queries.outline(actor, plan)
    if found is None:
        _unless_done(plan)
        raise Refused(_("方案概要只向获得方案数据授权的区县公开。"))
    return found


def _document(request: HttpRequest, key: UUID) -> Json:
    actor, plan = actor_of(request), _plan(request, key)
    found = queries.document(actor, plan)
    if found is None:
        _unless_done(plan)
        raise Refused(_("方案全文只向能读其中全部项目的单位公开。"))
    return found


def _unless_done(plan: Plan) -> None:
    if plan.objective_yuan is None:
        raise Conflict(_("方案还没有结果。"))


def _pairs(
    request: HttpRequest, pairs: list[Pair], where: Literal["locked", "forbidden"]
) -> tuple[tuple[Project, Space], ...]:
    actor = actor_of(request)
    spaces = {pair.space: row(actor, Space, pair.space, f"body.{where}") for pair in pairs}
    projects = Project.objects.visible_to(actor).in_bulk([pair.project for pair in pairs])
    if unknown := {pair.project for pair in pairs} - projects.keys():
        raise Invalid(f"body.{where}", _("没有 %s，或您看不到它。") % min(unknown))
    return tuple((projects[pair.project], spaces[pair.space]) for pair in pairs)
