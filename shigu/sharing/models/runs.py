"""Settlements of a year: asked for, computed, proposed, agreed to by every party, posted."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import District, FencedQuerySet, User
from shigu.sharing.models.agreements import Agreement, AgreementVersion
from shigu.sharing.models.fenced import answer_of_a_party, of_agreement
from shigu.sharing.models.guards import POSTED_WHEN_AGREED
from shigu.sharing.models.periods import Period


class State(models.TextChoices):
    """Where a settlement stands."""

    QUEUED = "queued", _("排队")
    RUNNING = "running", _("计算中")
    DONE = "done", _("已算出")
    FAILED = "failed", _("未成")
    CANCELLED = "cancelled", _("已停止")
    PROPOSED = "proposed", _("待各方同意")
    WITHDRAWN = "withdrawn", _("已撤回")
    POSTING = "posting", _("正在入账")
    POSTED = "posted", _("已入账")
    SUPERSEDED = "superseded", _("已被更正")


TO_A_PROPOSAL = """run_id IN (
    SELECT r.id FROM sharing_run r
    WHERE r.state = 'proposed' AND r.agreement_id = sharing_approval.agreement_id)"""
OPEN = (State.QUEUED, State.RUNNING)
UNDER_WAY = (*OPEN, State.POSTING)


@pghistory.track()
class Run(models.Model):
    """One settlement of one period under one version, with what went in and what came out.

    ``book_hash`` is that of the firms, contributions and measures it was computed from,
    ``lines_hash`` that of its lines: equal books under an equal text have equal lines.
    """

    fence: ClassVar = of_agreement("period", "version", deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("协议"), related_name="runs"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    period = models.ForeignKey(
        Period, models.PROTECT, verbose_name=_("结算年度"), related_name="runs"
    )
    version = models.ForeignKey(
        AgreementVersion, models.PROTECT, verbose_name=_("协议版本"), related_name="runs"
    )
    state = models.TextField(_("状态"), choices=State, default=State.QUEUED)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("发起人"), related_name="+")
    asked_at = models.DateTimeField(_("发起时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("算出时间"), null=True, blank=True)
    problem = models.TextField(_("未成的原因"), blank=True)
    book_hash = models.TextField(_("底账指纹"), blank=True)
    lines_hash = models.TextField(_("结果指纹"), blank=True)
    firms = models.PositiveIntegerField(_("企业"), null=True, blank=True)
    paid = models.PositiveIntegerField(_("税收行"), null=True, blank=True)
    lines = models.PositiveIntegerField(_("分录行"), null=True, blank=True)
    totals = models.JSONField(_("各方合计"), default=list, blank=True)
    untouched = models.JSONField(_("未分享"), default=list, blank=True)
    took_seconds = models.FloatField(_("用时"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("提请人"), related_name="+"
    )
    proposed_at = models.DateTimeField(_("提请时间"), null=True, blank=True)
    posted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("入账人"), related_name="+"
    )
    posted_at = models.DateTimeField(_("入账时间"), null=True, blank=True)

    objects = FencedQuerySet["Run"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结算")
        ordering = ("-asked_at", "id")
        triggers: ClassVar = [POSTED_WHEN_AGREED]
        constraints: ClassVar = [
            models.UniqueConstraint("district", "id", name="run_of_its_district"),
            models.UniqueConstraint(
                fields=["period"],
                condition=models.Q(state__in=["proposed", "posting"]),
                name="one_proposal_a_period",
            ),
            models.UniqueConstraint(
                fields=["period"], condition=models.Q(state="posted"), name="one_posting_a_period"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["proposed", "posting", "posted", "superseded"])
                | models.Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["posted", "superseded"])
                | models.Q(posted_by__isnull=False, posted_at__isnull=False),
                name="posted_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "-asked_at"], name="runs_of_an_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("sharing:run", args=[self.pk])

    @property
    def open(self) -> bool:
        """Waiting or being computed."""
        return self.state in OPEN

    @property
    def under_way(self) -> bool:
        """Whether a worker has something to do with it."""
        return self.state in UNDER_WAY


class RunProgress(models.Model):
    """How far a settlement is; overwritten as it goes, so history does not keep it."""

    fence: ClassVar = of_agreement("run", deletes=False)

    run = models.OneToOneField(Run, models.CASCADE, primary_key=True, related_name="progress")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    attempt = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveIntegerField(_("开始次数"), default=0)
    phase = models.TextField(_("阶段"), blank=True)
    part = models.FloatField(_("进度"), default=0.0)
    told_at = models.DateTimeField(_("最近进展"), null=True, blank=True)
    cancel_asked_at = models.DateTimeField(_("要求停止"), null=True, blank=True)

    objects = FencedQuerySet["RunProgress"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结算进度")


class Approval(models.Model):
    """A party agrees to a proposed settlement, or objects; in the name of one of its people."""

    fence: ClassVar = answer_of_a_party("run", TO_A_PROPOSAL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="approvals")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(District, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    player = models.TextField(_("方"))
    agrees = models.BooleanField(_("同意"))
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("表态人"), related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    reason = models.TextField(_("意见"), blank=True)

    objects = FencedQuerySet["Approval"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("各方意见")
        ordering = ("at",)
        constraints: ClassVar = [
            models.UniqueConstraint("run", "player", name="one_answer_a_party"),
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(reason=""),
                name="objects_with_a_reason",
            ),
        ]
