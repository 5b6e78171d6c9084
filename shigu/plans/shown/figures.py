"""The key figures of a plan, the sentence on top, and where its computation stands."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.engine.plan.compose import PHASES
from shigu.face import units
from shigu.face.pieces import Figure, Input, Progress, Why
from shigu.plans.models import Plan, Run, State
from shigu.plans.shown.words import in_wan, language, money_parts, phase_words

PART_OF = {"chain": 0.1, "siting": 0.3, "sharing": 0.25, "sensitivity": 0.35}
"""Roughly how the time is spent; only for the bar and the time that is left."""


def answer(plan: Plan) -> str:
    """What the page says first."""
    if plan.state == State.DONE:
        return plan.headline
    if plan.state == State.QUEUED:
        return _("在排队：前面的计算一结束就开始。")
    if plan.state == State.RUNNING:
        return _("正在计算；可以离开这一页，结果会留在这里。")
    if plan.state == State.CANCELLED:
        return _("已停止，没有留下任何结果。")
    return _("没有算出来；原因在下面。")


def figures(plan: Plan) -> tuple[Figure, ...]:
    """Value, gap, gain of cooperation, places, time."""
    if plan.state != State.DONE:
        return ()
    value = Why(
        _("各落位项目新增地方税收与土地收入减公共支出，按成功概率折算成现值后相加。"),
        _("Σ p · Σ (税 − 支出) ÷ (1 + r)^t"),
        (
            Input(_("基准日"), units.day(plan.as_of)),
            Input(_("数据指纹"), plan.pack_hash[:12]),
            Input(_("种子"), str(plan.seed)),
        ),
        as_of=plan.as_of,
    )
    proven = Why(
        _("上界是任何安排都不能超过的数；差距为零即已证明最优。"),
        _("(上界 − 价值) ÷ 上界"),
        (Input(_("上界"), in_wan(plan.bound_yuan)), Input(_("价值"), in_wan(plan.objective_yuan))),
    )
    gain = Why(_("一起做的总价值减去各方单独做的价值之和。"), "v(N) − Σ v({i})")
    every = (plan.placed or 0) + (plan.unplaced or 0)
    return (
        Figure(_("方案总价值"), *money_parts(plan.objective_yuan), why=value),
        Figure(_("合作净增"), *money_parts(plan.surplus_yuan), why=gain),
        Figure(_("有了位置"), f"{plan.placed}", _("/ %s 个项目") % every),
        Figure(_("离已证上界"), units.percent(plan.gap, 2), why=proven),
        Figure(_("用时"), units.lasting(plan.took_seconds, language())),
    )


def progress(plan: Plan, run: Run) -> Progress:
    """Where the computation stands."""
    done = _done(run)
    elapsed = _since(run.began_at)
    left = elapsed / done - elapsed if plan.state == State.RUNNING and done > 0.05 else None
    said = _("已用 %s") % units.lasting(elapsed, language()) if run.began_at else ""
    if run.attempts > 1:
        said += _("；中断后第 %s 次开始") % run.attempts
    if run.cancel_asked_at is not None:
        said = _("正在停止…")
    elif plan.hastened:
        said = _("正在收尾：保留已找到的最好方案…")
    return Progress(
        phase=_("排队") if plan.state == State.QUEUED else phase_words(run.phase),
        done=None if plan.state == State.QUEUED else done,
        said=said,
        seconds_left=left,
    )


def _done(run: Run) -> float:
    """The part of the whole: phases before, and of this one what it says."""
    if run.phase not in PHASES:
        return 0.0
    before = PHASES[: PHASES.index(run.phase)]
    return sum(PART_OF[phase] for phase in before) + PART_OF[run.phase] * run.part


def _since(moment: datetime | None) -> float:
    return (timezone.now() - moment).total_seconds() if moment else 0.0
