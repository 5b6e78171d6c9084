"""Resources that districts share by month, each player's part of them, and quotas."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded, Zone
from shigu.districts.vocabulary import DataClass
from shigu.territory.models import reserving

UNITS = {
    "mu": _("亩"),
    "kva": "kVA",
    "t_day": _("吨/日"),
    "t": _("吨"),
    "tce": _("吨标准煤"),
    "person": _("人"),
    "wan": _("万元"),
    "set": _("项"),
}
WRITTEN = {"亩": "mu", "kVA": "kva", "t/d": "t_day"}
"""Units that packs may write in another way."""


@pghistory.track()
class Pool(Recorded):
    """So much of a resource for the places of a player, from month to month.

    Talent is counted in people, funds in 万元, data in sets; plans draw on none of these three.
    ``owner`` is a player; ``district`` is the one that acts for it. Months are their first days.
    """

    class Resource(models.TextChoices):
        LAND = "land", _("土地")
        POWER = "power", _("电力")
        ENERGY = "energy", _("能耗")
        EMISSION = "emission", _("排放")
        WASTE_WATER = "waste_water", _("废水")
        TALENT = "talent", _("人才")
        FUNDS = "funds", _("资金")
        DATA = "data", _("数据")

    fence: ClassVar = Fence(DataClass.TERRITORY, "members")

    code = models.TextField(_("编号"), unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="pools", editable=False
    )
    owner = models.TextField(_("所有主体"))
    resource = models.TextField(_("要素"), choices=Resource)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, verbose_name=_("片区"), related_name="pools"
    )
    month_from = models.DateField(_("起始月"))
    month_to = models.DateField(_("截止月"), null=True, blank=True)
    amount = models.FloatField(_("总量"))
    unit = models.TextField(_("单位"))

    objects = FencedQuerySet["Pool"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("要素池")
        ordering = ("resource", "owner", "month_from", "code")
        triggers: ClassVar = [reserving.POOL_CHANGED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "id"], name="pool_with_district"),
            models.CheckConstraint(
                condition=models.Q(month_to__isnull=True)
                | models.Q(month_to__gte=models.F("month_from")),
                name="months_of_a_pool_run_forward",
            ),
        ]

    def __str__(self) -> str:
        place = self.zone.name if self.zone else self.district.name
        return f"{place} · {self.get_resource_display()} · {self.month_from:%Y-%m}"

    @property
    def unit_words(self) -> str:
        """The unit as officers write it."""
        unit = WRITTEN.get(self.unit, self.unit)
        return str(UNITS.get(unit, unit))


@pghistory.track()
class Entitlement(Recorded):
    """The part of a pool that a player may use; the rest belongs to the pool's owner."""

    fence: ClassVar = Fence(DataClass.TERRITORY, "members")

    code = models.TextField(_("编号"), unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="+", editable=False
    )
    pool = models.ForeignKey(
        Pool, models.CASCADE, verbose_name=_("要素池"), related_name="entitlements"
    )
    player = models.TextField(_("主体"))
    share = models.FloatField(_("份额"))

    objects = FencedQuerySet["Entitlement"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("要素份额")
        ordering = ("pool", "player")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pool", "player"], name="one_share_of_a_pool"),
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=1), name="a_share_is_a_part"
            ),
        ]


@pghistory.track()
class Quota(Recorded):
    """What the joint plan must and may bring to a district; decided for all, like targets."""

    class Measure(models.TextChoices):
        PROJECTS = "projects", _("项目数")
        LAND = "land_mu", _("用地(亩)")
        FLOOR_AREA = "floor_area_m2", _("建筑面积(㎡)")
        INVESTMENT = "invest_wan", _("总投资(万元)")
        POWER = "power_kva", _("用电(kVA)")
        ENERGY = "energy_tce", _("能耗(tce)")
        EMISSION = "emission_t", _("排放(t)")

    fence: ClassVar = Fence(DataClass.PLANS, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="quotas"
    )
    measure = models.TextField(_("口径"), choices=Measure)
    at_least = models.FloatField(_("下限"), null=True, blank=True)
    at_most = models.FloatField(_("上限"), null=True, blank=True)
    period = models.TextField(_("期间"), blank=True)

    objects = FencedQuerySet["Quota"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("配额")
        ordering = ("district", "measure", "period")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(at_least__isnull=True)
                | models.Q(at_most__isnull=True)
                | models.Q(at_most__gte=models.F("at_least")),
                name="a_quota_has_room",
            )
        ]
