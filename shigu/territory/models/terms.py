"""On which terms a space is given: a lot of land when it is granted, a unit when it is let."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.territory.models.spaces import Space

OF_SPACE = Fence(
    DataClass.TERRITORY,
    "members",
    by_system=True,
    or_write="EXISTS (SELECT FROM territory_space s WHERE s.id = space_id AND"
    " s.district_id = ANY ((SELECT shigu_scope.writable('territory'))::bigint[]))",
)
"""Read by every member, written by who keeps the space."""


def measure(label: Any) -> models.DecimalField[Any, Any]:
    """An amount or a measure that may be unknown, never negative."""
    return models.DecimalField(
        label,
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


def part(label: Any) -> models.DecimalField[Any, Any]:
    """A part of a hundred."""
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class Terms(models.Model):
    """Base: ``term`` names the kind in addresses, ``units`` those of its numbers."""

    term: ClassVar[str]
    units: ClassVar[dict[str, Any]]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.OneToOneField(
        Space, models.CASCADE, verbose_name=_("空间"), related_name="%(class)s"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.space)

    def get_absolute_url(self) -> str:
        return self.space.get_absolute_url()


@pghistory.track()
class Lot(Terms):
    """A lot (宗地) as it is granted. Its area and floor area ratio stand on the space.

    What is promised by 亩 (investment, output, tax) is what a standard lot (标准地) asks.
    """

    class Granting(models.TextChoices):
        TENDER = "tender", _("招标")
        AUCTION = "auction", _("拍卖")
        LISTING = "listing", _("挂牌")
        AGREEMENT = "agreement", _("协议出让")
        ALLOCATION = "allocation", _("划拨")
        LEASE = "lease", _("租赁")

    fence: ClassVar = OF_SPACE
    term = "lot"
    units: ClassVar = {
        "years": _("年"),
        "start_price_wan": _("万元"),
        "deposit_wan": _("万元"),
        "price_wan": _("万元"),
        "density": "%",
        "green": "%",
        "height_limit_m": "m",
        "invest_wan_mu": _("万元/亩"),
        "output_wan_mu": _("万元/亩"),
        "tax_wan_mu": _("万元/亩"),
        "research": "%",
        "energy_tce_wan": _("吨标准煤/万元"),
        "emission_t_wan": _("吨/万元"),
    }

    seat = models.TextField(_("坐落"), blank=True)
    bounds = models.TextField(_("四至"), blank=True)
    use = models.TextField(_("用途"), blank=True)
    granting = models.TextField(_("出让方式"), choices=Granting, blank=True)
    years = models.PositiveSmallIntegerField(_("年限"), null=True, blank=True)
    start_price_wan = measure(_("起始价"))
    deposit_wan = measure(_("保证金"))
    price_wan = measure(_("成交价"))
    buyer = models.TextField(_("竞得单位"), blank=True)
    granted_on = models.DateField(_("成交日期"), null=True, blank=True)
    density = part(_("建筑密度"))
    green = part(_("绿地率"))
    height_limit_m = measure(_("限高"))
    standard = models.BooleanField(_("标准地"), null=True, blank=True)
    invest_wan_mu = measure(_("固定资产投资强度"))
    output_wan_mu = measure(_("亩均产值"))
    tax_wan_mu = measure(_("亩均税收"))
    research = part(_("研发投入占比"))
    energy_tce_wan = measure(_("单位能耗上限"))
    emission_t_wan = measure(_("单位排放上限"))

    objects = FencedQuerySet["Lot"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("宗地出让")
        ordering = ("space",)


@pghistory.track()
class Letting(Terms):
    """A unit as it is let. Its area, height, load, power, water and rent stand on the space."""

    fence: ClassVar = OF_SPACE
    term = "letting"
    units: ClassVar = {
        "lift_load_t": "t",
        "fee_yuan_m2_month": _("元/㎡·月"),
        "free_months": _("月"),
        "deposit_months": _("月"),
    }

    building = models.TextField(_("楼栋"), blank=True)
    floor = models.SmallIntegerField(_("楼层"), null=True, blank=True)
    room = models.TextField(_("房号"), blank=True)
    lifts = models.PositiveSmallIntegerField(_("货梯（部）"), null=True, blank=True)
    lift_load_t = measure(_("货梯载重"))
    sewage = models.TextField(_("给排水与排污"), blank=True)
    fee_yuan_m2_month = measure(_("物业费"))
    free_months = models.PositiveSmallIntegerField(_("免租期"), null=True, blank=True)
    deposit_months = models.PositiveSmallIntegerField(_("押金"), null=True, blank=True)
    fitted = models.TextField(_("交付标准"), blank=True)
    handed_over_on = models.DateField(_("交付日期"), null=True, blank=True)

    objects = FencedQuerySet["Letting"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("出租单元")
        ordering = ("space",)
