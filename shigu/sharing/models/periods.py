"""The years of an agreement: open, proposed, closed, reopened."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import District, FencedQuerySet, User
from shigu.sharing.models.agreements import Agreement
from shigu.sharing.models.fenced import PARTY_WRITES, of_agreement


@pghistory.track()
class Period(models.Model):
    """One year of one agreement. Whoever posts holds its row, so that a year is posted once."""

    class State(models.TextChoices):
        OPEN = "open", _("未结")
        PROPOSED = "proposed", _("待各方同意")
        CLOSED = "closed", _("已结")
        REOPENED = "reopened", _("已重开")

    fence: ClassVar = of_agreement(or_write=PARTY_WRITES, changes=("state",), deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("协议"), related_name="periods"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.TextField(_("状态"), choices=State, default=State.OPEN)

    objects = FencedQuerySet["Period"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结算年度")
        ordering = ("agreement", "-year")
        constraints: ClassVar = [
            models.UniqueConstraint("agreement", "year", name="one_period_a_year"),
            models.UniqueConstraint("district", "id", name="period_of_its_district"),
        ]

    def __str__(self) -> str:
        return str(self.year)


@pghistory.track()
class Reopening(models.Model):
    """A closed year is opened again: one person asks with a reason, another confirms."""

    fence: ClassVar = of_agreement(
        "period",
        or_write=PARTY_WRITES,
        changes=("confirmed_by_id", "confirmed_at"),
        closed="confirmed_at IS NOT NULL",
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    period = models.ForeignKey(
        Period, models.PROTECT, verbose_name=_("结算年度"), related_name="reopenings"
    )
    reason = models.TextField(_("事由"))
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("提出人"), related_name="+")
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("确认人"), related_name="+"
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    objects = FencedQuerySet["Reopening"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("重开")
        ordering = ("-asked_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["period"],
                condition=models.Q(confirmed_at__isnull=True),
                name="one_reopening_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("asked_by")),
                name="reopened_by_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="reopened_by_somebody",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopened_for_a_reason"),
        ]
