"""Input–output tables: sectors, what they buy from each other, which links belong to them."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.chain.models.vocabulary import LEAST, MOST, OPEN, Link
from shigu.districts.models import FencedQuerySet, Recorded
from shigu.districts.models.places import Named
from shigu.districts.models.tracking import tracked


@tracked("sector_changed")
class Sector(Named):
    """A sector of one table with its totals, money in 万元 of that year."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    area = models.TextField(_("地区"))
    year = models.IntegerField(_("年份"))
    number = models.TextField(_("部门代码"))
    output_wan = models.FloatField(_("总产出"), validators=[MinValueValidator(0.01)])
    value_added_wan = models.FloatField(_("增加值"))
    compensation_wan = models.FloatField(
        _("劳动者报酬"), null=True, blank=True, validators=[MinValueValidator(0.0)]
    )
    jobs = models.IntegerField(
        _("从业人员"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    pay_low_yuan = models.FloatField(
        _("年平均工资下限"), null=True, blank=True, validators=[MinValueValidator(1.0)]
    )
    pay_high_yuan = models.FloatField(
        _("年平均工资上限"), null=True, blank=True, validators=[MinValueValidator(1.0)]
    )

    objects = FencedQuerySet["Sector"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("投入产出部门")
        ordering = ("-year", "area", "number")
        constraints: ClassVar = [
            models.UniqueConstraint("area", "year", "number", name="one_sector_of_a_table")
        ]


@tracked("sector_flow_changed")
class SectorFlow(Recorded):
    """What ``to_sector`` buys from ``from_sector`` in the year of their table."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    from_sector = models.ForeignKey(
        Sector, models.PROTECT, verbose_name=_("卖出部门"), related_name="sales"
    )
    to_sector = models.ForeignKey(
        Sector, models.PROTECT, verbose_name=_("买入部门"), related_name="purchases"
    )
    domestic_wan = models.FloatField(_("国内产品"), validators=[MinValueValidator(0.0)])
    imported_wan = models.FloatField(_("进口产品"), validators=[MinValueValidator(0.0)])

    objects = FencedQuerySet["SectorFlow"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("部门间流量")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("from_sector", "to_sector", name="one_flow_of_two_sectors")
        ]


@tracked("link_sector_changed")
class LinkSector(Recorded):
    """The share of what a link makes that belongs to a sector."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    link = models.ForeignKey(Link, models.PROTECT, verbose_name=_("环节"), related_name="sectors")
    sector = models.ForeignKey(Sector, models.PROTECT, verbose_name=_("部门"), related_name="links")
    share = models.FloatField(
        _("份额"), validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)]
    )

    objects = FencedQuerySet["LinkSector"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("环节所属部门")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("link", "sector", name="one_share_of_a_link_in_a_sector")
        ]
