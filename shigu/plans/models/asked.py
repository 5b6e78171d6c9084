"""A plan as it was asked for, where its computation stands, and whether it was adopted.

These rows hold sums over all projects and nothing about a single one.
"""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass


class State(models.TextChoices):
    """Where a plan stands."""

    QUEUED = "queued", _("排队")
    RUNNING = "running", _("计算中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未成")
    CANCELLED = "cancelled", _("已停止")


class Aim(models.TextChoices):
    """What comes first in a plan; money and points are never added up (ADR 0014)."""

    MONEY = "money", _("只看钱")
    MONEY_SCORE = "money-score", _("先钱后分")
    SCORE_MONEY = "score-money", _("先分后钱")


OPEN = (State.QUEUED, State.RUNNING)


class PlanQuerySet(FencedQuerySet["Plan"]):
    """Plans of the districts whose plans one reads, and those that the cluster adopted."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        if not actor.member:
            return self.none()
        readable = actor.readable.get(DataClass.PLANS, frozenset())
        return self.filter(models.Q(district__in=readable) | models.Q(adopted_at__isnull=False))


@pghistory.track()
class Plan(models.Model):
    """A joint plan: who asked, with which settings, what came out in sum, who adopted it and why.

    ``missing`` are codes of districts whose projects the asker could not read; ``document_hash``
    is that of the full document, alike for the same data and settings. ``improvements`` is the log
    of the search, [seconds, value in yuan, bound in yuan] with null for none yet; ``hastened``
    that someone ended the search with the best it had. ``tolerance`` is what part of the first aim
    of ``goal`` may be given up for the other. ``most_moves``: of the places in the plan
    that it ``follows`` at most so many are given up; null = it starts afresh.
    """

    fence: ClassVar = Fence(
        DataClass.PLANS,
        "district",
        or_read="adopted_at IS NOT NULL AND (SELECT shigu_scope.member())",
        told="adopted_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("提出单位"), related_name="plans"
    )
    requested_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("提出人"), related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    state = models.TextField(_("状态"), choices=State, default=State.QUEUED)
    seed = models.PositiveIntegerField(_("随机种子"), default=0)
    seconds = models.FloatField(_("每次求解时限"), default=10.0)
    as_of = models.DateField(_("基准日"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("由此重算"), related_name="+"
    )
    locks = models.PositiveIntegerField(_("锁定"), default=0)
    bans = models.PositiveIntegerField(_("排除"), default=0)
    most_moves = models.PositiveIntegerField(_("最多挪动"), null=True, blank=True)
    front = models.BooleanField(_("钱与分的前沿"), default=False)
    goal = models.TextField(_("先后"), choices=Aim, default=Aim.MONEY)
    tolerance = models.FloatField(_("最多让出"), default=0.0)
    least_score = models.FloatField(_("最低评分"), null=True, blank=True)
    missing = ArrayField(models.TextField(), verbose_name=_("未授权区县"), default=list, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    pack_name = models.TextField(_("数据包"), blank=True)
    pack_version = models.TextField(_("数据包版本"), blank=True)
    pack_hash = models.TextField(_("数据指纹"), blank=True)
    engine_version = models.TextField(_("引擎版本"), blank=True)
    document_hash = models.TextField(_("方案指纹"), blank=True)
    took_seconds = models.FloatField(_("用时"), null=True, blank=True)
    phases = models.JSONField(_("各阶段用时"), default=dict, blank=True)
    improvements = models.JSONField(_("改进记录"), default=list, blank=True)
    hastened = models.BooleanField(_("提前停下"), default=False)
    objective_yuan = models.FloatField(_("总价值"), null=True, blank=True)
    bound_yuan = models.FloatField(_("上界"), null=True, blank=True)
    gap = models.FloatField(_("差距"), null=True, blank=True)
    surplus_yuan = models.FloatField(_("合作净增"), null=True, blank=True)
    placed = models.PositiveIntegerField(_("已落位"), null=True, blank=True)
    unplaced = models.PositiveIntegerField(_("未落位"), null=True, blank=True)
    headline_zh = models.TextField(_("一句话"), blank=True)
    headline_en = models.TextField(_("一句话（英文）"), blank=True)
    adopted_at = models.DateTimeField(_("采纳时间"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("采纳人"), related_name="+"
    )
    adopted_reason = models.TextField(_("采纳理由"), blank=True)
    superseded_at = models.DateTimeField(_("被取代时间"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方案")
        ordering = ("-asked_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["district", "-asked_at"], name="plans_by_day"),
            models.Index(
                fields=["-adopted_at"],
                condition=models.Q(adopted_at__isnull=False),
                name="plans_adopted",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district"],
                condition=models.Q(adopted_at__isnull=False, superseded_at__isnull=True),
                name="one_plan_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(adopted_at__isnull=True)
                | (
                    models.Q(state=State.DONE, adopted_by__isnull=False)
                    & ~models.Q(adopted_reason="")
                ),
                name="adopted_when_done_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.DONE)
                | models.Q(
                    objective_yuan__isnull=False, gap__isnull=False, finished_at__isnull=False
                ),
                name="a_done_plan_has_its_figures",
            ),
            models.CheckConstraint(condition=models.Q(seconds__gt=0), name="time_to_solve"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.asked_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def headline(self) -> str:
        """The plan in one computed sentence."""
        return (self.headline_en if get_language() == "en" else "") or self.headline_zh

    @property
    def in_force(self) -> bool:
        """Adopted and not superseded."""
        return self.adopted_at is not None and self.superseded_at is None

    @property
    def open(self) -> bool:
        """Waiting or being computed."""
        return self.state in OPEN


class Run(models.Model):
    """How far the computation of a plan is. Overwritten each second, so history does not keep it.

    ``attempt`` tells one worker from the next that took over after a crash. ``phases`` are the
    seconds of the phases that are over; ``improvements`` as in :class:`Plan`.
    """

    fence: ClassVar = Fence(DataClass.PLANS, "district")

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="run")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    attempt = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveIntegerField(_("开始次数"), default=0)
    phase = models.TextField(_("阶段"), blank=True)
    part = models.FloatField(_("进度"), default=0.0)
    began_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    phase_began_at = models.DateTimeField(_("阶段开始"), null=True, blank=True)
    told_at = models.DateTimeField(_("最近进展"), null=True, blank=True)
    phases = models.JSONField(_("各阶段用时"), default=dict, blank=True)
    improvements = models.JSONField(_("改进记录"), default=list, blank=True)
    cancel_asked_at = models.DateTimeField(_("要求停止"), null=True, blank=True)

    objects = FencedQuerySet["Run"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("计算进度")
