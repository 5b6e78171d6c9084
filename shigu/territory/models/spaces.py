"""Spaces: land, factories, floors, offices and laboratories, and what each offers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, When
from django.db.models.functions import Cast, Round
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded, Zone
from shigu.districts.models.recorded import largest
from shigu.districts.vocabulary import DataClass
from shigu.face import units
from shigu.territory.models import guards


class Kind(models.TextChoices):
    """What a space is."""

    LAND = "land", _("土地")
    FACTORY = "factory", _("厂房")
    FLOOR = "floor", _("楼层")
    OFFICE = "office", _("办公")
    LABORATORY = "laboratory", _("实验室")


class Hazard(models.TextChoices):
    """Fire-hazard classes of production (GB 50016), the most dangerous first."""

    JIA = "甲", _("甲类")
    YI = "乙", _("乙类")
    BING = "丙", _("丙类")
    DING = "丁", _("丁类")
    WU = "戊", _("戊类")


AREA: models.DecimalField[Any, Any] = models.DecimalField(max_digits=14, decimal_places=3)


def capacity(at: str = "") -> Case:
    """``Space.capacity_m2`` in the database, for spaces reached by the path ``at``."""
    land = Round(Cast(f"{at}land_mu", AREA) * 2000 / 3, precision=3)
    return Case(
        When(**{f"{at}kind": Kind.LAND}, then=land),
        default=Cast(f"{at}area_m2", AREA),
        output_field=AREA,
    )


class PriceUnit(models.TextChoices):
    """What a price is per."""

    MU = "yuan_per_mu", _("元/亩")
    M2_MONTH = "yuan_per_m2_month", _("元/㎡·月")
    M2_DAY = "yuan_per_m2_day", _("元/㎡·日")


@pghistory.track()
class Space(Recorded):
    """A place that firms can move into. ``null`` = not known, or not offered."""

    Kind = Kind
    Hazard = Hazard
    PriceUnit = PriceUnit

    fence: ClassVar = Fence(DataClass.TERRITORY, "members")

    code = models.TextField(_("编号"), unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="spaces", editable=False
    )
    zone = models.ForeignKey(Zone, models.PROTECT, verbose_name=_("片区"), related_name="spaces")
    name = models.TextField(_("名称"))
    name_en = models.TextField(_("英文名"), blank=True)
    kind = models.TextField(_("类型"), choices=Kind)
    area_m2 = models.FloatField(_("面积"), null=True, blank=True)
    land_mu = models.FloatField(_("土地"), null=True, blank=True)
    divisible = models.BooleanField(_("可分割"), default=False)
    height_m = models.FloatField(_("净高"), null=True, blank=True)
    load_t_m2 = models.FloatField(_("荷载"), null=True, blank=True)
    power_kva = models.FloatField(_("供电"), null=True, blank=True)
    water_t_day = models.FloatField(_("供水"), null=True, blank=True)
    drainage = models.FloatField(_("排水"), null=True, blank=True)
    exhaust = models.BooleanField(_("工艺排气"), null=True, blank=True)
    clean_class = models.PositiveSmallIntegerField(_("洁净等级"), null=True, blank=True)
    hazard_class = models.TextField(_("火灾危险性"), choices=Hazard, blank=True)
    codes_allowed = ArrayField(
        models.TextField(), default=list, blank=True, verbose_name=_("准入行业")
    )
    floor_area_ratio_min = models.FloatField(_("容积率下限"), null=True, blank=True)
    floor_area_ratio_max = models.FloatField(_("容积率上限"), null=True, blank=True)
    available_from = models.DateField(_("可用起"))
    available_to = models.DateField(_("可用止"), null=True, blank=True)
    price_yuan = models.FloatField(_("单价"), null=True, blank=True)
    price_unit = models.TextField(_("计价单位"), choices=PriceUnit, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    location_precision = models.TextField(_("位置精度"), choices=Zone.Precision, blank=True)
    units = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("成套单元"))

    objects = FencedQuerySet["Space"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("空间")
        ordering = ("code",)
        triggers: ClassVar = [guards.SPACE_CHANGED]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "id"], name="space_with_district"),
            models.CheckConstraint(
                condition=models.Q(available_to__isnull=True)
                | models.Q(available_to__gt=models.F("available_from")),
                name="a_space_is_offered_for_a_while",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="land", land_mu__isnull=False)
                | ~models.Q(kind="land") & models.Q(area_m2__isnull=False),
                name="a_space_has_a_size",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["zone", "kind"]),
            models.Index(fields=["district", "code"]),
            models.Index(fields=["kind", "code"]),
            models.Index(fields=["available_from"]),
            models.Index(fields=["zone", "code"]),
            models.Index(capacity().desc(), "id", name="spaces_by_capacity"),
            models.Index(largest("area_m2"), "id", name="spaces_by_area"),
            models.Index(largest("land_mu"), "id", name="spaces_by_land"),
        ]

    def __str__(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name

    def get_absolute_url(self) -> str:
        return reverse("territory:space", args=[self.code])

    @property
    def shown_name(self) -> str:
        """The name in the language of the reader."""
        return str(self)

    @property
    def capacity_m2(self) -> Decimal:
        """What can be let, in ㎡: the floor area, or the 亩 of land; the triggers count alike."""
        if self.kind == Kind.LAND:
            return units.mu_to_m2(self.land_mu or 0).quantize(Decimal("0.001"))
        return Decimal(str(self.area_m2 or 0))
