"""A search while it goes on and afterwards: phases, value and bound, how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.engine.plan.compose import PHASES
from shigu.face import units
from shigu.face.pieces import Figure, Reached, Stage
from shigu.plans.models import Plan, Run, State
from shigu.plans.shown.words import in_wan, language, phase_words

Log = Sequence[tuple[float, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """One line of the log: when, the best plan by then, the bound, and what lay between."""

    seconds: float
    value: str
    bound: str
    gap: float | None


@dataclass(frozen=True, slots=True)
class Search:
    """What the page shows of a search that goes on."""

    stages: tuple[Stage, ...]
    figures: tuple[Figure, ...]
    log: list[Reached]
    until: float


def searching(plan: Plan, run: Run) -> Search:
    """Phases with their seconds, and the lines of the search up to now."""
    goes_on = run.phase == "siting" and run.part == 0
    return Search(
        stages=tuple(_stage(phase, plan, run) for phase in phases_of(plan)),
        figures=_figures(run.improvements, goes_on=goes_on),
        log=curve(run.improvements),
        until=_since(run.phase_began_at) if goes_on else 0.0,
    )


def phases_of(plan: Plan) -> tuple[str, ...]:
    """The phases of its computation in their order."""
    return PHASES if plan.most_moves is None else ("replan", *PHASES)


def curve(log: Log) -> list[Reached]:
    """The log in 万元, as it is drawn."""
    return [Reached(seconds, _wan(value), _wan(bound)) for seconds, value, bound in log]


def rows(log: Log) -> list[ImprovementRow]:
    """The log as a table."""
    return [
        ImprovementRow(seconds, in_wan(value), in_wan(bound), gap_of(value, bound))
        for seconds, value, bound in log
    ]


def gap_of(value: float | None, bound: float | None) -> float | None:
    """How far the bound lies above the value, as a part of the value; as the engine says it."""
    if value is None or bound is None:
        return None
    return max(bound - value, 0.0) / max(abs(value), 1.0)


def _figures(log: Log, *, goes_on: bool) -> tuple[Figure, ...]:
    if not log:
        return ()
    seconds, value, bound = log[-1]
    apart = gap_of(value, bound)
    told = _("已证明最优") if apart == 0 else ""
    ended = "" if goes_on else _("搜索已结束，正在解释和检验")
    return (
        Figure(_("目前最好的方案"), *_parts(value)),
        Figure(_("已证上界"), *_parts(bound)),
        Figure(_("相差"), units.percent(apart, 2), note=told),
        Figure(_("上次改进"), _("第 %s 秒") % units.trimmed(round(seconds, 1)), note=ended),
    )


def _parts(amount: float | None) -> tuple[str, str]:
    return (_("还没有"), "") if amount is None else (in_wan(amount), _("万元"))


def _stage(phase: str, plan: Plan, run: Run) -> Stage:
    if phase in run.phases:
        took = units.lasting(run.phases[phase], language())
        return Stage(phase_words(phase), "done", note=took)
    if plan.state == State.RUNNING and phase == run.phase:
        return Stage(phase_words(phase), "now", note=units.percent(run.part, 0))
    return Stage(phase_words(phase), "ahead")


def _since(moment: datetime | None) -> float:
    return (timezone.now() - moment).total_seconds() if moment else 0.0


def _wan(amount: float | None) -> float | None:
    return None if amount is None else amount / 10_000
