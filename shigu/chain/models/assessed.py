"""What the engine made of a chain, link by link; figures on pages come from here only."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.chain.models.vocabulary import OPEN, Chain, Link
from shigu.districts.models import FencedQuerySet

DEEPER = ("indicators", "stress", "control", "input_output", "comparison")
"""What is kept as it was computed, read only by those who show it."""


@pghistory.track(exclude=["phase", "done", *DEEPER])
class Assessment(models.Model):
    """One run of the chain engine over one version: when, from which inputs, how far."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待计算")
        RUNNING = "running", _("计算中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("未能完成")

    class Phase(models.TextChoices):
        WAITING = "waiting", _("排队")
        READING = "reading", _("读取环节、企业与归属")
        JUDGING = "judging", _("判断各环节并排出缺口")
        SEEKING = "seeking", _("寻找可引进的企业")
        KEEPING = "keeping", _("保存结果")

    fence: ClassVar = OPEN

    chain = models.ForeignKey(
        Chain, models.CASCADE, verbose_name=_("产业链版本"), related_name="assessments"
    )
    state = models.TextField(_("状态"), choices=State, default=State.WAITING)
    phase = models.TextField(_("阶段"), choices=Phase, default=Phase.WAITING)
    done = models.FloatField(_("进度"), default=0.0)
    problem = models.TextField(_("未能完成的原因"), blank=True)
    asked_at = models.DateTimeField(_("发起"), auto_now_add=True)
    asked_by = models.TextField(_("发起人"))
    started_at = models.DateTimeField(pgettext_lazy("时刻", "开始计算"), null=True, blank=True)
    read_at = models.DateTimeField(_("数据截至"), null=True, blank=True)
    computed_at = models.DateTimeField(_("完成"), null=True, blank=True)
    inputs_hash = models.TextField(_("输入指纹"), blank=True)
    inputs_rows = models.JSONField(_("输入行数"), default=dict)
    engine_version = models.TextField(_("引擎版本"), blank=True)
    seed = models.IntegerField(_("随机种子"), default=0)
    indicators = models.JSONField(_("深入指标"), null=True, blank=True)
    stress = models.JSONField(_("压力测试"), null=True, blank=True)
    control = models.JSONField(_("自主可控"), null=True, blank=True)
    input_output = models.JSONField(_("投入产出"), null=True, blank=True)
    comparison = models.JSONField(_("集群对比"), null=True, blank=True)
    draws = models.IntegerField(_("权重抽样次数"), default=10_000)

    objects = FencedQuerySet["Assessment"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产业链评估")
        ordering = ("-asked_at", "-id")
        indexes: ClassVar = [models.Index(fields=["chain", "state", "-id"], name="newest_done")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chain"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_assessment_at_a_time",
            )
        ]

    def document(self) -> dict[str, Any]:
        """Links, gaps and candidates as in ``plan.json``, and what else was computed."""
        findings = list(self.findings.order_by("place").values_list("assessed", "gap", "rank"))
        gaps = sorted((rank, gap) for _link, gap, rank in findings if gap is not None)
        return {
            "chain": {
                "links": [assessed for assessed, _gap, _rank in findings],
                "gaps": [gap for _rank, gap in gaps],
            },
            "candidates": list(self.candidates.order_by("place").values_list("found", flat=True)),
            "indicators": self.indicators,
            "stress": self.stress,
            "control": self.control,
            "input_output": self.input_output,
            "comparison": self.comparison,
        }


class LinkFinding(models.Model):
    """One link in one assessment; ``assessed`` and ``gap`` are the engine's answers in full.

    Made once with its assessment and never changed, so that it needs no history of its own.
    """

    class Standing(models.TextChoices):
        STRONG = "strong", _("强")
        WEAK = "weak", _("弱")
        BLANK = "blank", _("空白")

    fence: ClassVar = OPEN

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("评估"), related_name="findings"
    )
    link = models.ForeignKey(Link, models.CASCADE, verbose_name=_("环节"), related_name="findings")
    place = models.IntegerField(_("次序"))
    status = models.TextField(_("状态"), choices=Standing)
    critical = models.BooleanField(_("关键"))
    criticality = models.FloatField(_("关键程度"))
    single_source = models.BooleanField(_("单一来源"))
    organisations = models.IntegerField(_("本地企业数"))
    quotient = models.FloatField(_("区位商"), null=True, blank=True)
    controllable = models.FloatField(_("集群内可控"))
    rank = models.IntegerField(_("缺口排序"), null=True, blank=True)
    priority = models.FloatField(_("紧迫度"), null=True, blank=True)
    assessed = models.JSONField(_("判断"))
    gap = models.JSONField(_("缺口"), null=True, blank=True)

    objects = FencedQuerySet["LinkFinding"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("环节判断")
        ordering = ("assessment", "place")
        constraints: ClassVar = [
            models.UniqueConstraint("assessment", "link", name="one_finding_of_a_link")
        ]

    @property
    def chance_first(self) -> float:
        """P(this gap comes first) over all weightings of the criteria."""
        return self._chance(1)

    @property
    def chance_three(self) -> float:
        """P(among the first three)."""
        return self._chance(3)

    @property
    def chance_ten(self) -> float:
        """P(among the first ten)."""
        return self._chance(10)

    @property
    def sure(self) -> float | None:
        """P(nobody was missed), from the receipt."""
        return self.gap["receipt"]["confidence"] if self.gap else None

    def _chance(self, ranks: int) -> float:
        return min(1.0, sum(self.gap["rank_probability"][:ranks])) if self.gap else 0.0


class CandidateFinding(models.Model):
    """An enterprise elsewhere that could close a gap, in one assessment; never changed."""

    fence: ClassVar = OPEN

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("评估"), related_name="candidates"
    )
    link = models.ForeignKey(
        Link, models.CASCADE, verbose_name=_("环节"), related_name="candidate_findings"
    )
    organisation = models.ForeignKey(
        "registry.Organisation",
        models.CASCADE,
        verbose_name=_("企业"),
        related_name="candidate_findings",
    )
    introducer = models.ForeignKey(
        "registry.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("引荐企业"),
        related_name="+",
    )
    place = models.IntegerField(_("次序"))
    score = models.FloatField(_("得分"))
    scope = models.TextField(_("距离"))
    found = models.JSONField(_("推荐理由"))

    objects = FencedQuerySet["CandidateFinding"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("引进候选")
        ordering = ("assessment", "place")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "assessment", "link", "organisation", name="one_candidate_for_a_gap"
            )
        ]
