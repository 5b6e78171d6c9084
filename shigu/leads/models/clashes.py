"""What each side of a clash is told, what the joint office decides, and the terms of the ledger."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.conf.roles import LEDGER
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.leads.models.claims import Claim, a_district, a_person, row_key, secret


class Clash(models.Model):
    """Another district claims the same firm: one side's row.

    ``first_filed_at`` is when the earlier of the two was filed. Whose the other is stays empty
    until both sides agreed to open it, or the joint office has decided.
    """

    class State(models.TextChoices):
        CLOSED = "closed", _("未公开")
        ASKED = "asked", _("已提请公开")
        OPEN = "open", _("双方公开")
        DECIDED = "decided", _("已裁定")
        ENDED = "ended", _("已了结")

    class Outcome(models.TextChoices):
        STANDS = "stands", _("本方成立")
        YIELDS = "yields", _("本方让出")

    fence: ClassVar = secret()

    id = row_key()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="clashes", verbose_name=_("首报"))
    district = a_district(_("区县"))
    found_at = models.DateTimeField(_("发现时间"))
    is_first = models.BooleanField(_("本方在先"))
    first_filed_at = models.DateTimeField(_("最早首报"))
    state = models.TextField(_("状态"), choices=State)
    asked_at = models.DateTimeField(_("本方同意公开"), null=True)
    other_asked_at = models.DateTimeField(_("对方同意公开"), null=True)
    opened_at = models.DateTimeField(_("公开时间"), null=True)
    appealed_at = models.DateTimeField(_("提请裁定时间"), null=True)
    other_district = models.ForeignKey(
        District, models.PROTECT, null=True, verbose_name=_("对方区县"), related_name="+"
    )
    other_name = models.TextField(_("对方所报"), blank=True)
    other_filed_at = models.DateTimeField(_("对方首报时间"), null=True)
    outcome = models.TextField(_("结果"), choices=Outcome, blank=True)
    ruling = models.TextField(_("裁定理由"), blank=True)

    objects = FencedQuerySet["Clash"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("撞单")
        ordering = ("-found_at", "id")
        indexes: ClassVar = [models.Index(fields=["claim"], name="clashes_of_claim")]

    def get_absolute_url(self) -> str:
        return reverse("leads:claim", args=[self.claim_id])


class Appeal(models.Model):
    """A clash before the joint office: both claims, read by the office alone."""

    class State(models.TextChoices):
        OPEN = "open", _("待裁定")
        DECIDED = "decided", _("已裁定")
        ENDED = "ended", _("已了结")

    fence: ClassVar = secret()

    id = row_key()
    district = a_district(_("裁定单位"))
    clash_id = models.UUIDField(_("撞单"), editable=False)
    asked_at = models.DateTimeField(_("提请时间"))
    by_first = models.BooleanField(_("由在先一方提请"))
    grounds = models.TextField(_("理由"))
    state = models.TextField(_("状态"), choices=State)
    first_district = a_district(_("在先一方"))
    first_name = models.TextField(_("在先一方所报"))
    first_filed_at = models.DateTimeField(_("在先一方首报时间"))
    second_district = a_district(_("在后一方"))
    second_name = models.TextField(_("在后一方所报"))
    second_filed_at = models.DateTimeField(_("在后一方首报时间"))
    first_stands = models.BooleanField(_("在先一方成立"), null=True)
    ruling = models.TextField(_("裁定理由"), blank=True)
    decided_at = models.DateTimeField(_("裁定时间"), null=True)
    decided_by = a_person(_("裁定人"))

    objects = FencedQuerySet["Appeal"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("裁定案")
        ordering = ("-asked_at", "id")


class LedgerTerms(models.Model):
    """How long a first report protects and how many a district may file, from a day on.

    Set by the joint office; a later row replaces an earlier one and none is changed.
    """

    fence: ClassVar = Fence(
        DataClass.PLANS,
        "members",
        inserts="district_id = ANY ((SELECT shigu_scope.writable('plans'))::bigint[])"
        " AND EXISTS (SELECT FROM districts_district d"
        " WHERE d.id = district_id AND d.level = 'office')"
        " AND set_by_id = (SELECT shigu_scope.actor()) AND set_at = now()",
        appends=True,
        reader=LEDGER,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = a_district(_("专班"))
    valid_from = models.DateField(_("生效"))
    protect_days = models.PositiveSmallIntegerField(_("保护期（天）"), default=90)
    extend_days = models.PositiveSmallIntegerField(_("每次延期（天）"), default=90)
    extensions = models.PositiveSmallIntegerField(_("可延期次数"), default=1)
    filings_a_day = models.PositiveSmallIntegerField(_("每区每日首报上限"), default=20)
    set_at = models.DateTimeField(_("设定时间"))
    set_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("设定人"), related_name="+")
    reason = models.TextField(_("依据"))

    objects = FencedQuerySet["LedgerTerms"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("首报规则")
        ordering = ("-valid_from", "-set_at")
