"""What people do with plans: ask, stop, adopt; and what the computation writes down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django import app

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.plans import bridge, queries
from shigu.plans.models import (
    Aim,
    Condition,
    Outline,
    Paper,
    Placement,
    PlacementCase,
    Plan,
    Run,
    State,
    Unplaced,
)
from shigu.plans.policies import may_adopt, may_ask_for, may_cancel, may_hasten, may_replan
from shigu.projects.models import Project
from shigu.territory.models import Space

MOST_SECONDS = 600.0
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Wish:
    """How a plan is asked for. ``locked`` puts projects into spaces, ``forbidden`` bars pairs.

    ``most_moves``: of the places in the plan before at most so many are given up. ``front``: with
    the plans that none beats in both money and points. ``tolerance``: what part of the first aim
    of ``goal`` may be given up for the other; ``least_score``: points that must be reached.
    """

    seed: int = 0
    seconds: float = 10.0
    as_of: date | None = None
    locked: tuple[tuple[Project, Space], ...] = ()
    forbidden: tuple[tuple[Project, Space], ...] = ()
    most_moves: int | None = None
    front: bool = False
    goal: str = Aim.MONEY
    tolerance: float = 0.0
    least_score: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a computation stands: its phase, the part of it done, seconds of the phases that are
    over, and the log of the search."""

    phase: str
    part: float
    phases: dict[str, float]
    improvements: list[tuple[float, float | None, float | None]]


class Order(StrEnum):
    """What a computation is to do next."""

    GO_ON = "go on"
    HASTEN = "hasten"
    END = "end"


@action("plans.ask", pgettext_lazy("历史", "提出方案"))
def ask_for_plan(
    actor: Actor,
    district: District,
    wish: Wish,
    *,
    follows: Plan | None = None,
    reason: str = "",
) -> Plan:
    """Ask for a joint plan in the name of ``district``; it is computed in the background.

    The job is enqueued in this transaction: if it is undone, nothing was asked.

    Raises:
        Refused: the actor makes no plans there, or the settings cannot be computed with.
    """
    may_ask_for(actor, district).require()
    if actor.id is None:
        raise Refused(_("方案须由具名的人提出。"))
    _check(wish)
    plan = Plan.objects.create(
        district=district,
        requested_by_id=actor.id,
        seed=wish.seed,
        seconds=wish.seconds,
        as_of=wish.as_of,
        follows=follows,
        most_moves=wish.most_moves,
        front=wish.front,
        goal=wish.goal,
        tolerance=wish.tolerance,
        least_score=wish.least_score,
        locks=len(wish.locked),
        bans=len(wish.forbidden),
        missing=queries.not_granted(actor),
    )
    Run.objects.create(plan=plan, district=district)
    Condition.objects.bulk_create(_conditions(plan, wish))
    app.configure_task("plans.compute").defer(plan=str(plan.pk), user=actor.id)
    return plan


@action("plans.cancel", gettext_lazy("要求停止"))
def cancel_plan(actor: Actor, plan: Plan, *, reason: str = "") -> Plan:
    """Stop a plan: at once while it waits, within seconds while it is computed.

    Raises:
        Refused: it is another district's, or it is no longer open.
    """
    may_cancel(actor, plan).require()
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    may_cancel(actor, plan).require()
    Run.objects.filter(plan=plan).update(cancel_asked_at=timezone.now())
    if plan.state == State.QUEUED:
        _end(plan, State.CANCELLED)
    return plan


@action("plans.hasten", gettext_lazy("停下并保留最好的"))
def hasten_plan(actor: Actor, plan: Plan, *, reason: str = "") -> Plan:
    """End the search of a plan with the best found by then; the plan is then written down.

    Raises:
        Refused: it is another district's, it is not being computed, or someone asked already.
    """
    may_hasten(actor, plan).require()
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    may_hasten(actor, plan).require()
    plan.hastened = True
    plan.save()
    return plan


@action("plans.adopt", pgettext_lazy("历史", "采纳方案"))
def adopt_plan(actor: Actor, plan: Plan, *, reason: str) -> Plan:
    """Make a finished plan the one in force; the one before it is superseded and stays on record.

    Raises:
        Refused: no leader of the district, no reason, or the plan cannot be adopted.
    """
    may_adopt(actor, plan).require()
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    may_adopt(actor, plan).require()
    if not reason.strip():
        raise Refused(_("请写明采纳的理由。"))
    now = timezone.now()
    before = Plan.objects.select_for_update().filter(
        district=plan.district, adopted_at__isnull=False, superseded_at__isnull=True
    )
    for other in before:
        other.superseded_at = now
        other.save()
    plan.adopted_at, plan.adopted_by_id, plan.adopted_reason = now, actor.id, reason.strip()
    plan.superseded_at = None
    plan.save()
    return plan


@action("plans.lock", gettext_lazy("锁定落位"))
def lock_placement(actor: Actor, placement: Placement, *, reason: str = "") -> Plan:
    """Ask again, with this project kept where the plan puts it.

    Raises:
        Refused: the actor makes no plans in the district that asked.
    """
    return _ask_again(actor, placement, Condition.Kind.LOCK, reason)


@action("plans.forbid", gettext_lazy("排除落位"))
def forbid(actor: Actor, placement: Placement, *, reason: str = "") -> Plan:
    """Ask again, with this project anywhere but where the plan puts it.

    Raises:
        Refused: the actor makes no plans in the district that asked.
    """
    return _ask_again(actor, placement, Condition.Kind.FORBID, reason)


@action("plans.replan", pgettext_lazy("历史", "少动重排"))
def replan(actor: Actor, plan: Plan, most_moves: int, *, reason: str = "") -> Plan:
    """Ask again by the data of now, giving up at most ``most_moves`` places of a finished plan.

    Where more places cannot be kept whatever one does, as few as possible are given up.

    Raises:
        Refused: the actor makes no plans there or does not read the whole plan, or it is not done.
    """
    may_replan(actor, plan).require()
    if most_moves < 0:
        raise Refused(_("最多挪动的个数不能是负数。"))
    before = queries.pairs(actor, plan)
    wish = Wish(
        plan.seed,
        plan.seconds,
        plan.as_of,
        tuple(before["locked"]),
        tuple(before["forbidden"]),
        most_moves,
        **_aims(plan),
    )
    return ask_for_plan(actor, plan.district, wish, follows=plan, reason=reason)


@action("plans.begin", pgettext_lazy("历史", "开始计算"))
def begin(actor: Actor, plan_id: UUID) -> UUID | None:
    """Take up a plan that waits or that another worker left; ``None`` if it is settled."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if not plan.open:
        return None
    run = Run.objects.get(plan=plan)
    if run.cancel_asked_at is not None:
        _end(plan, State.CANCELLED)
        return None
    now = timezone.now()
    attempt = uuid4()
    run.attempt, run.attempts = attempt, run.attempts + 1
    run.phase, run.part = "", 0.0
    run.phases, run.improvements = {}, []
    run.began_at = run.phase_began_at = run.told_at = now
    run.save()
    plan.missing = queries.not_granted(actor)
    plan.state = State.RUNNING
    plan.save()
    return attempt


@action("plans.keep", gettext_lazy("写下结果"))
def keep(actor: Actor, plan_id: UUID, attempt: UUID, answer: bridge.Answer) -> bool:
    """Write the whole result down, once; ``False`` where another attempt or a stop came first."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    run = Run.objects.get(plan=plan)
    if plan.state != State.RUNNING or run.attempt != attempt:
        return False
    if run.cancel_asked_at is not None:
        _end(plan, State.CANCELLED)
        return False
    rows = bridge.result_rows(actor, plan, answer.plan)
    Paper.objects.create(
        plan=plan, district_id=plan.district_id, owners=rows.owners, body=answer.body
    )
    Outline.objects.create(plan=plan, district_id=plan.district_id, body=asdict(answer.outline))
    Placement.objects.bulk_create(rows.placements)
    PlacementCase.objects.bulk_create(rows.cases)
    Unplaced.objects.bulk_create(rows.left_out)
    _note(plan, answer)
    _end(plan, State.DONE)
    return True


@action("plans.fail", gettext_lazy("未能算出"))
def fail(actor: Actor, plan_id: UUID, attempt: UUID | None, problem: str) -> None:
    """Write down why there is no plan; only for those who read all projects that went in.

    What an attempt says that another took over from is not kept.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if not plan.open or Run.objects.get(plan=plan).attempt != attempt:
        return
    owners = District.objects.exclude(player="").exclude(code__in=plan.missing)
    Paper.objects.create(
        plan=plan,
        district_id=plan.district_id,
        owners=sorted(owners.values_list("pk", flat=True)),
        problem=problem,
    )
    _end(plan, State.FAILED)


@action("plans.stop", gettext_lazy("已停止"))
def stop(actor: Actor, plan_id: UUID) -> None:
    """Write down that the computation ended, if someone asked it to."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.open and Run.objects.get(plan=plan).cancel_asked_at is not None:
        _end(plan, State.CANCELLED)


def tell(plan_id: UUID, attempt: UUID, standing: Standing) -> Order:
    """Write down how far an attempt is, outside history, and hear what it is to do."""
    mine = Run.objects.filter(plan_id=plan_id, attempt=attempt, cancel_asked_at__isnull=True)
    now = timezone.now()
    mine.exclude(phase=standing.phase).update(phase_began_at=now)
    if not mine.update(told_at=now, **asdict(standing)):
        return Order.END
    hastened = Plan.objects.filter(pk=plan_id, hastened=True).exists()
    return Order.HASTEN if hastened else Order.GO_ON


def _ask_again(actor: Actor, placement: Placement, kind: Condition.Kind, reason: str) -> Plan:
    plan, pair = placement.plan, (placement.project, placement.space)
    before = queries.pairs(actor, plan)
    locked = [each for each in before["locked"] if each[0].pk != pair[0].pk]
    barred = [each for each in before["forbidden"] if each != pair]
    (locked if kind == Condition.Kind.LOCK else barred).append(pair)
    wish = Wish(plan.seed, plan.seconds, plan.as_of, tuple(locked), tuple(barred), **_aims(plan))
    return ask_for_plan(actor, plan.district, wish, follows=plan, reason=reason)


def _aims(plan: Plan) -> dict[str, Any]:
    """What the plan was to reach, as the next one is asked with."""
    return {name: getattr(plan, name) for name in ("front", "goal", "tolerance", "least_score")}


def _conditions(plan: Plan, wish: Wish) -> Iterable[Condition]:
    pairs = [(Condition.Kind.LOCK, *pair) for pair in wish.locked]
    pairs += [(Condition.Kind.FORBID, *pair) for pair in wish.forbidden]
    for kind, project, space in pairs:
        yield Condition(
            plan=plan,
            asker_id=plan.district_id,
            district_id=project.district_id,
            project=project,
            space=space,
            kind=kind,
        )


def _check(wish: Wish) -> None:
    if not 0 < wish.seconds <= MOST_SECONDS:
        raise Refused(_("每次求解的时限在 0 到 %d 秒之间。") % MOST_SECONDS)
    if not 0 <= wish.seed <= LARGEST_SEED:
        raise Refused(_("随机种子在 0 到 %d 之间。") % LARGEST_SEED)
    if wish.goal not in Aim.values or not 0 <= wish.tolerance <= 1:
        raise Refused(_("先后须是已有的一种，让出的部分在 0 到 1 之间。"))
    if wish.goal == Aim.MONEY and wish.tolerance:
        raise Refused(_("只看钱时没有什么可让出；请选先钱后分或先分后钱。"))
    if wish.least_score is not None and not isfinite(wish.least_score):
        raise Refused(_("最低评分须是一个数。"))
    locked = {project.pk for project, _space in wish.locked}
    if len(locked) < len(wish.locked):
        raise Refused(_("一个项目只能锁定在一处。"))
    if set(wish.locked) & set(wish.forbidden):
        raise Refused(_("同一落位不能既锁定又排除。"))


def _note(plan: Plan, answer: bridge.Answer) -> None:
    found = answer.plan
    plan.pack_name, plan.pack_version = found.pack.name, found.pack.version
    plan.pack_hash, plan.engine_version = found.pack.hash, found.run.engine_version
    plan.as_of = date.fromisoformat(found.run.as_of)
    plan.document_hash = answer.hash
    plan.took_seconds, plan.phases = answer.took_seconds, dict(answer.phases)
    plan.improvements = list(answer.improvements)
    plan.objective_yuan, plan.bound_yuan = found.siting.objective_yuan, found.siting.bound_yuan
    plan.gap, plan.surplus_yuan = found.siting.gap, found.sharing.surplus_yuan
    plan.placed, plan.unplaced = len(found.siting.placements), len(found.siting.unplaced)
    plan.headline_zh, plan.headline_en = answer.outline.headline.zh, answer.outline.headline.en


def _end(plan: Plan, state: State) -> None:
    plan.state, plan.finished_at = state, timezone.now()
    plan.save()
