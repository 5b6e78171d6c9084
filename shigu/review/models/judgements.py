"""What people judged; rows are only added, and no machine overwrites one."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.review.models.proposals import JUDGES, Kind, NewsProposal

NOWHERE = "district_id IS NULL"


class Verdict(models.TextChoices):
    """What was said of a proposal; ``reopened`` is told by the system with its reason."""

    ACCEPTED = "accepted", pgettext_lazy("研判", "采纳")
    CORRECTED = "corrected", _("改后采纳")
    REJECTED = "rejected", _("否定")
    UNDONE = "undone", _("撤销")
    REOPENED = "reopened", _("原文有变")


class NewsJudgement(models.Model):
    """One verdict: by whom, when, what was written and where.

    ``values`` are the fields that were written, ``before`` what stood there; ``target`` is the
    code of the row (the id of a project), ``made`` whether it came to be by this, ``version`` the
    version of the row after it. What became of a project is its district's: ``district`` is empty
    for everything else, and that every member reads.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        or_read=f"{NOWHERE} AND (SELECT shigu_scope.member())",
        or_write=f"{NOWHERE} AND ((SELECT shigu_scope.may('registry')) OR {JUDGES})",
        appends=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(
        NewsProposal, models.PROTECT, verbose_name=_("资讯提议"), related_name="judgements"
    )
    verdict = models.TextField(_("判断"), choices=Verdict)
    values = models.JSONField(_("写入的内容"), default=dict, blank=True)
    before = models.JSONField(_("原来的内容"), default=dict, blank=True)
    target_kind = models.TextField(_("对象类型"), choices=Kind)
    target = models.TextField(_("对象"), blank=True)
    made = models.BooleanField(_("由此新增"), default=False)
    version = models.TextField(_("写入后的版本"), blank=True)
    reason = models.TextField(_("理由"), blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("判断人"), related_name="+"
    )
    by_name = models.TextField(_("姓名"))
    at = models.DateTimeField(_("时间"), default=timezone.now)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("区县"), related_name="+"
    )

    objects = FencedQuerySet["NewsJudgement"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("研判")
        ordering = ("-at", "id")
        indexes: ClassVar = [
            models.Index(fields=["proposal", "-at"], name="judgements_of_proposal"),
            models.Index(fields=["target_kind", "target", "-at"], name="judgements_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.proposal}"
