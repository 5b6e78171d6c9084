"""Lines of settlements and the two ledgers: fiscal, where fen move, and statistics, where they
are credited. All are only added to; a correction is a reversal that points to its original."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import District, FencedQuerySet
from shigu.sharing.models.agreements import Agreement
from shigu.sharing.models.fenced import of_agreement
from shigu.sharing.models.guards import from_a_run, only_added_to
from shigu.sharing.models.runs import Run

NUMBERED = (
    *("year", "rule", "clause", "firm", "kind", "party"),
    *("base_fen", "collected_fen", "entitled_fen", "transfer_fen", "reasons"),
)
"""The columns that a line of a settlement and an entry of a ledger have in common."""


def _to(model: Any, label: Any) -> Any:
    """A key without a constraint of its own: a trigger asks once a statement."""
    return models.ForeignKey(
        model, models.PROTECT, db_constraint=False, db_index=False, verbose_name=label,
        related_name="+",
    )  # fmt: skip


class Line(models.Model):
    """A rule, a firm (by its code in the registry), a kind, a year and a party, in fen.

    ``firm`` and ``kind`` are empty where a line stands for all. The key is that of its run with
    the line's number in its last eight digits: lines come in order and cannot be posted twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = _to(Agreement, _("协议"))
    district = _to(District, _("登记区县"))
    year = models.SmallIntegerField(_("年度"))
    rule = models.TextField(_("规则"))
    clause = models.TextField(_("条款"))
    firm = models.TextField(_("企业"), blank=True)
    kind = models.TextField(_("税种"), blank=True)
    party = models.TextField(_("方"))
    base_fen = models.BigIntegerField(_("基数"))
    collected_fen = models.BigIntegerField(_("已征收"))
    entitled_fen = models.BigIntegerField(_("应得"))
    transfer_fen = models.BigIntegerField(_("划转"))
    reasons = ArrayField(models.TextField(), verbose_name=_("原因"), default=list)

    class Meta:
        abstract = True


class SettledLine(Line):
    """A line of a settlement as it was computed, whether it is posted or not."""

    fence: ClassVar = of_agreement(appends=True)

    run = models.ForeignKey(
        Run, models.PROTECT, db_constraint=False, verbose_name=_("结算"), related_name="settled"
    )
    ledger = models.TextField(_("账"))

    objects = FencedQuerySet["SettledLine"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结算分录")
        ordering = ("id",)
        triggers: ClassVar = [*only_added_to(), from_a_run("running")]


class Entry(Line):
    """An entry of a ledger. ``reverses`` is the entry that it takes back, fen by fen."""

    run = models.ForeignKey(
        Run, models.PROTECT, db_constraint=False, verbose_name=_("结算"), related_name="%(class)s"
    )
    ledger_name: ClassVar[str]
    reverses = models.UUIDField(_("冲销"), null=True, blank=True)
    posted_at = models.DateTimeField(_("入账时间"))

    class Meta:
        abstract = True
        ordering = ("id",)

    def get_absolute_url(self) -> str:
        return reverse("sharing:entry", args=[self.ledger_name, self.pk])


class FiscalEntry(Entry):
    """Fen that move between the parties; in every year, rule, firm and kind they sum to zero."""

    fence: ClassVar = of_agreement(appends=True)
    ledger_name: ClassVar = "fiscal"

    objects = FencedQuerySet["FiscalEntry"].as_manager()

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = _("财政账")
        triggers: ClassVar = [*only_added_to(), from_a_run("posting")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reverses"],
                condition=models.Q(reverses__isnull=False),
                name="fiscal_entry_reversed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    transfer_fen=models.F("entitled_fen") - models.F("collected_fen")
                ),
                name="a_transfer_is_entitled_less_collected",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "year", "party"], name="fiscal_by_party")
        ]


class StatisticsEntry(Entry):
    """What each party is credited for assessment; official statistics stay where they arise."""

    fence: ClassVar = of_agreement(appends=True)
    ledger_name: ClassVar = "statistics"

    objects = FencedQuerySet["StatisticsEntry"].as_manager()

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = _("统计账")
        triggers: ClassVar = [*only_added_to(), from_a_run("posting")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reverses"],
                condition=models.Q(reverses__isnull=False),
                name="statistics_entry_reversed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(transfer_fen=0), name="statistics_move_no_money"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "year", "party"], name="statistics_by_party")
        ]
