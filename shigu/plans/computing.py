"""The runner of a plan: read, compute outside any transaction, keep everything at once.

A worker that is killed leaves a plan that is being computed and nothing else; whoever takes the
job up again begins anew, and what an older attempt still brings is not kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from shigu.districts.failures import telling
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import Pack
from shigu.engine.plan.compose import Cancelled, Settings, economics, joint_plan
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.goals import NothingScores
from shigu.engine.siting.questions.replan import Replan, replan
from shigu.engine.siting.solve import NoPlanFound
from shigu.engine.watch import Watch, watched
from shigu.plans import actions, bridge, held
from shigu.plans.models import Plan

TELL_SECONDS = 1.0
REPLAN = "replan"
"""The phase before the others, where a plan keeps the places of another."""
EXPLAINED = (PlanError, Infeasible, NoPlanFound, NothingScores, PackError)


def run(plan: str, user: int) -> None:
    """Compute a plan for whoever asked; a plan that cannot be made ends with the reason in words.

    Raises:
        Exception: whatever was not foreseen, after the plan was marked as failed.
    """
    plan_id = UUID(plan)
    attempt = None
    with telling(lambda problem: _fail(plan_id, attempt, problem)):
        try:
            attempt = _begin(plan_id, user)
            if attempt is not None:
                _compute(plan_id, attempt, user)
        except Cancelled:
            with acting_as_system() as system:
                actions.stop(system, plan_id)
        except EXPLAINED as refusal:
            _fail(plan_id, attempt, str(refusal))


def _begin(plan_id: UUID, user: int) -> UUID | None:
    with acting_as(user) as actor:
        return actions.begin(actor, plan_id)


def _compute(plan_id: UUID, attempt: UUID, user: int) -> None:
    with acting_as(user) as actor:
        plan = Plan.objects.visible_to(actor).get(pk=plan_id)
        found = held.inputs(actor, plan)
        pack, settings = found.pack, found.settings
        promised = bridge.promised(actor, plan)
    clock = Clock(plan_id, attempt, user)
    if plan.most_moves is not None:
        settings = _keeping(pack, settings, promised, plan.most_moves, clock)
    joint = joint_plan(pack, settings, clock.tell, clock.watch)
    answer = bridge.answer_of(joint, clock.elapsed, clock.phases())
    with acting_as(user) as actor:
        actions.keep(actor, plan_id, attempt, answer)


def _keeping(
    pack: Pack, settings: Settings, promised: Mapping[str, str], most: int, clock: Clock
) -> Settings:
    """The settings under which the places stay that a plan with so few moves keeps."""
    problem = siting_problem(pack, economics(settings), settings.locked, settings.forbidden)

    def search(watch: Watch) -> Replan:
        watch.begin(REPLAN, 1)
        return replan(
            problem,
            promised,
            most_moves=most,
            seconds=settings.seconds,
            seed=settings.seed,
            watch=watch,
        )

    found = watched(search, clock.tell, clock.watch).chosen.assignment
    clock.watch = Watch()
    kept = {p: s for p, s in promised.items() if found.get(p) == s}
    return replace(settings, locked={**kept, **settings.locked})


def _fail(plan_id: UUID, attempt: UUID | None, problem: str) -> None:
    with acting_as_system() as system:
        actions.fail(system, plan_id, attempt, problem)


class Clock:
    """Writes down once a second how far the computation is, and hastens or ends it when asked."""

    def __init__(self, plan_id: UUID, attempt: UUID, user: int) -> None:
        self._of = (plan_id, attempt)
        self._user = user
        self._started = time.monotonic()
        self._told = 0.0
        self._began: dict[str, float] = {}
        self.watch = Watch()

    @property
    def elapsed(self) -> float:
        return round(time.monotonic() - self._started, 3)

    def tell(self, phase: str, part: float) -> None:
        """What the engine calls.

        Raises:
            Cancelled: someone asked for the end, or another attempt took over.
        """
        now, fresh = time.monotonic(), phase not in self._began
        self._began.setdefault(phase, now)
        if not fresh and now - self._told < TELL_SECONDS:
            return
        self._told = now
        over = {name: spent for name, spent in self.phases().items() if name != phase}
        log = bridge.improvements(self.watch.readings)
        with acting_as(self._user):
            order = actions.tell(*self._of, actions.Standing(phase, part, over, log))
        if order == actions.Order.END:
            raise Cancelled
        if order == actions.Order.HASTEN:
            self.watch.hasten("siting")

    def phases(self) -> dict[str, float]:
        """Seconds of each phase so far."""
        starts = [*self._began.values(), time.monotonic()]
        return {
            phase: round(after - before, 3)
            for phase, before, after in zip(self._began, starts, starts[1:], strict=False)
        }
