"""What is kept for somebody until a day: a space or a part of it, and amounts of pools by month."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation
from shigu.territory.models import reserving
from shigu.territory.models.pools import Pool
from shigu.territory.models.spaces import Space


class Basis(models.TextChoices):
    """What a holding rests on; the document itself stays with its district."""

    LEASE = "lease", _("租赁合同")
    LAND_CONTRACT = "land_contract", _("土地出让合同")
    AGREEMENT = "agreement", _("投资协议")
    MINUTES = "minutes", _("会商纪要")
    INTENT = "intent", _("意向书")
    PLAN = "plan", _("联合方案")
    RECORD = "record", _("台账登记")


class Stage(models.TextChoices):
    """What became of a reservation; one that is kept holds nothing after ``expires_on``."""

    KEPT = "kept", _("预留中")
    PLACED = "placed", _("已转占用")
    RELEASED = "released", _("已释放")


@pghistory.track()
class Reservation(models.Model):
    """So much is kept for ``organisation`` (empty: not told who) during ``period``, in ㎡.

    Without a space it keeps amounts of pools alone. After ``expires_on`` it holds nothing, whether
    or not anything ran since; it is extended once, with a reason.
    """

    Stage = Stage
    Basis = Basis

    fence: ClassVar = Fence(
        DataClass.TERRITORY,
        "members",
        moves=True,
        closed="stage <> 'kept' OR expires_on < shigu_scope.today()",
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="+", editable=False
    )
    space = models.ForeignKey(
        Space,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("空间"),
        related_name="reservations",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("为谁预留"),
        related_name="reservations",
    )
    period = DateRangeField(_("使用期间"))
    area_m2 = models.DecimalField(_("面积"), max_digits=14, decimal_places=3, null=True, blank=True)
    basis = models.TextField(_("依据"), choices=Basis)
    made_on = models.DateField(_("预留日"), default=timezone.localdate)
    expires_on = models.DateField(_("预留到期日"))
    extended_on = models.DateField(_("延期日"), null=True, blank=True)
    extended_because = models.TextField(_("延期事由"), blank=True)
    stage = models.TextField(_("状态"), choices=Stage, default=Stage.KEPT)
    ended_on = models.DateField(_("办结日"), null=True, blank=True)

    objects = FencedQuerySet["Reservation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预留")
        ordering = ("-made_on", "id")
        triggers: ClassVar = [reserving.EXTENDED_ONCE, reserving.EXPIRY_FOLLOWS]
        indexes: ClassVar = [
            models.Index(fields=["stage", "expires_on"], name="reservations_to_lapse"),
            models.Index(fields=["space"], name="reservations_of_a_space"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "id"], name="reservation_with_district"),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__startswith__isnull=False),
                name="a_reservation_begins",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("made_on")), name="a_reservation_lasts"
            ),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True, extended_because="")
                | (Q(extended_on__isnull=False) & ~Q(extended_because="")),
                name="an_extension_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(stage="kept", ended_on__isnull=True)
                | (~Q(stage="kept") & Q(ended_on__isnull=False)),
                name="what_is_over_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.space) if self.space else str(_("要素池预留"))

    def get_absolute_url(self) -> str:
        return reverse("territory:reservation", args=[self.pk])

    def holds(self, today: date) -> bool:
        """Whether it holds anything on a day: it became an occupation, or has not lapsed."""
        kept = self.stage == Stage.KEPT and self.expires_on >= today
        return kept or self.stage == Stage.PLACED


@pghistory.track()
class Draw(models.Model):
    """``amount`` of a pool, in its unit, for a reservation; months are their first days.

    Without ``month_to`` it lasts as long as the pool. It holds while its reservation does.
    """

    fence: ClassVar = Fence(DataClass.TERRITORY, "members", ties=("reservation",))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="+", editable=False
    )
    reservation = models.ForeignKey(
        Reservation, models.CASCADE, verbose_name=_("预留"), related_name="draws"
    )
    pool = models.ForeignKey(Pool, models.PROTECT, verbose_name=_("要素池"), related_name="draws")
    amount = models.DecimalField(_("数量"), max_digits=16, decimal_places=3)
    month_from = models.DateField(_("起始月"))
    month_to = models.DateField(_("截止月"), null=True, blank=True)

    objects = FencedQuerySet["Draw"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("要素预留")
        ordering = ("pool", "month_from", "id")
        triggers: ClassVar = [reserving.ONE_AFTER_THE_OTHER, reserving.DRAW_FITS]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reservation", "pool"], name="one_draw_of_a_pool"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_draw_takes_something"),
            models.CheckConstraint(
                condition=Q(month_from__day=1)
                & (
                    Q(month_to__isnull=True)
                    | Q(month_to__day=1, month_to__gte=models.F("month_from"))
                ),
                name="a_draw_runs_by_months",
            ),
        ]
