"""What an agreement is settled over: the firms on its list, and measures of its parties."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import District, FencedQuerySet, User
from shigu.registry.models import Organisation
from shigu.sharing.models.agreements import Agreement
from shigu.sharing.models.fenced import answer_of_a_party, of_agreement

OF_THE_SAME = """enrolment_id IN (
    SELECT e.id FROM sharing_enrolment e
    WHERE e.agreement_id = sharing_confirmation.agreement_id)"""


@pghistory.track()
class Enrolment(models.Model):
    """A firm on the list of an agreement: which parties it binds, its facts, its dates.

    ``host``, ``introducer`` and ``origin`` are parties; ``dates`` maps an event of the rule
    language to a day (``{"in_operation": "2025-03-01"}``), ``facts`` a fact to a word. The taxes
    of a firm go into a settlement only from districts that confirmed the enrolment.
    """

    fence: ClassVar = of_agreement(deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("协议"), related_name="enrolments"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("企业"), related_name="enrolments"
    )
    host = models.TextField(_("落地方"))
    introducer = models.TextField(_("引荐方"), blank=True)
    origin = models.TextField(_("迁出方"), blank=True)
    facts = models.JSONField(_("事实"), default=dict, blank=True)
    dates = models.JSONField(_("时点"), default=dict, blank=True)
    evidence = models.TextField(_("依据"))
    left_at = models.DateField(_("移出名单"), null=True, blank=True)

    objects = FencedQuerySet["Enrolment"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入列企业")
        ordering = ("agreement", "organisation")
        constraints: ClassVar = [
            models.UniqueConstraint("agreement", "organisation", name="enrolled_once"),
            models.UniqueConstraint("district", "id", name="enrolment_of_its_district"),
            models.CheckConstraint(condition=~models.Q(host=""), name="enrolled_at_a_host"),
            models.CheckConstraint(condition=~models.Q(evidence=""), name="enrolled_on_evidence"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation"], name="enrolments_of_a_firm")]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def collecting(self) -> tuple[str, ...]:
        """The parties whose taxes of the firm the settlement needs: host, and origin before it."""
        return tuple(dict.fromkeys(filter(None, (self.host, self.origin))))


class Confirmation(models.Model):
    """A party agrees that the taxes it collects from an enrolled firm go into the settlement."""

    fence: ClassVar = answer_of_a_party("enrolment", OF_THE_SAME)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="confirmations")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(District, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    player = models.TextField(_("确认方"))
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("确认人"), related_name="+")
    at = models.DateTimeField(_("确认时间"), auto_now_add=True)
    reason = models.TextField(_("事由"), blank=True)

    objects = FencedQuerySet["Confirmation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名单确认")
        ordering = ("at",)
        constraints: ClassVar = [
            models.UniqueConstraint("enrolment", "player", name="confirmed_once_a_party")
        ]


@pghistory.track()
class Measure(models.Model):
    """A measure of a party in a year: population, payroll, assets …, for keys and pools.

    With ``organisation`` it is that of the firm's branch in the party.
    """

    fence: ClassVar = of_agreement()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("协议"), related_name="measures"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    party = models.TextField(_("方"))
    year = models.PositiveSmallIntegerField(_("年度"))
    measure = models.TextField(_("指标"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("企业"),
        related_name="+",
    )
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6)
    evidence = models.TextField(_("依据"))

    objects = FencedQuerySet["Measure"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("各方指标")
        ordering = ("agreement", "year", "measure", "party")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "agreement",
                "party",
                "year",
                "measure",
                "organisation",
                name="one_measure_a_year",
                nulls_distinct=False,
            )
        ]
