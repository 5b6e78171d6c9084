"""Versions of the chain, their links and supplies, and what the reference counts on them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet, Recorded
from shigu.districts.models.places import Named
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass

OPEN = Fence(DataClass.CHAIN, "members", column="")
LEAST, MOST = 0.001, 1.0


@tracked("chain_changed")
class Chain(Named):
    """A version of the chain's taxonomy; several may be kept side by side."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    version = models.TextField(_("版本"))
    valid_from = models.DateField(_("生效"), null=True, blank=True)

    objects = FencedQuerySet["Chain"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产业链版本")
        ordering = ("-valid_from", "code")


@tracked("link_changed")
class Link(Named):
    """A segment (no parent) or a link of one version."""

    class Layer(models.TextChoices):
        FOUNDATION = "foundation", _("基础层")
        TECHNOLOGY = "technology", _("技术层")
        APPLICATION = "application", _("应用层")

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    chain = models.ForeignKey(
        Chain, models.PROTECT, verbose_name=_("产业链版本"), related_name="links"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("所属分段"),
        related_name="children",
    )
    layer = models.TextField(_("层"), choices=Layer)
    definition_zh = models.TextField(_("中文定义"), blank=True)
    definition_en = models.TextField(_("英文定义"), blank=True)
    terms = ArrayField(models.TextField(), verbose_name=_("关键词"), default=list, blank=True)
    negative_terms = ArrayField(
        models.TextField(), verbose_name=_("排除词"), default=list, blank=True
    )
    gbt4754 = ArrayField(models.TextField(), verbose_name=_("行业代码"), default=list, blank=True)
    weight = models.FloatField(
        _("政策权重"), null=True, blank=True, validators=[MinValueValidator(LEAST)]
    )

    objects = FencedQuerySet["Link"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("环节")
        ordering = ("code",)

    @property
    def definition(self) -> str:
        """The definition in the language of the reader, the Chinese one where no other is known."""
        return (self.definition_en if get_language() == "en" else "") or self.definition_zh

    def get_absolute_url(self) -> str:
        return reverse("chain:link", args=[self.code])


@tracked("chain_mapping_changed")
class ChainMapping(Recorded):
    """The share of a link of one version that passes into a link of another."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    from_link = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("原环节"), related_name="becomes"
    )
    to_link = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("新环节"), related_name="comes_from"
    )
    share = models.FloatField(
        _("份额"), validators=[MinValueValidator(0.0), MaxValueValidator(MOST)]
    )

    objects = FencedQuerySet["ChainMapping"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("环节对应")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("from_link", "to_link", name="one_mapping_of_two_links")
        ]


@tracked("supply_changed")
class Supply(Recorded):
    """``to_link`` buys from ``from_link``: how much it matters and how far others replace it."""

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    from_link = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("供给环节"), related_name="supplies_out"
    )
    to_link = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("需求环节"), related_name="supplies_in"
    )
    weight = models.FloatField(
        _("权重"), validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)]
    )
    substitutability = models.FloatField(
        _("可替代性"), validators=[MinValueValidator(0.0), MaxValueValidator(MOST)]
    )
    cover_days = models.FloatField(
        _("库存天数"), null=True, blank=True, validators=[MinValueValidator(0.0)]
    )
    replace_days = models.FloatField(
        _("替换天数"), null=True, blank=True, validators=[MinValueValidator(0.0)]
    )
    ground = models.TextField(_("依据"), blank=True)
    near_value_wan = models.FloatField(
        _("相近的价值"), null=True, blank=True, validators=[MinValueValidator(0.0)]
    )
    near_score = models.FloatField(
        _("相近的评分"), null=True, blank=True, validators=[MinValueValidator(0.0)]
    )
    near_km = models.FloatField(
        _("相近的距离"), null=True, blank=True, validators=[MinValueValidator(0.0)]
    )

    objects = FencedQuerySet["Supply"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("供给关系")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("from_link", "to_link", name="one_supply_of_two_links"),
            models.CheckConstraint(
                condition=~models.Q(from_link=models.F("to_link")), name="no_link_supplies_itself"
            ),
        ]


@tracked("reference_count_changed")
class ReferenceCount(Recorded):
    """How many stand on a link in the area that the cluster is compared with."""

    class What(models.TextChoices):
        LISTED_FIRMS = "listed_firms", _("上市公司")
        ENTERPRISES = "enterprises", _("企业")

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    area = models.TextField(_("参照地区"))
    link = models.ForeignKey(
        Link, models.PROTECT, verbose_name=_("环节"), related_name="reference_counts"
    )
    year = models.IntegerField(_("年份"))
    count = models.IntegerField(_("数量"))
    what = models.TextField(_("计数对象"), choices=What)

    objects = FencedQuerySet["ReferenceCount"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("参照计数")
        ordering = ("code",)
        constraints: ClassVar = [
            models.UniqueConstraint("area", "link", "year", "what", name="one_reference_count")
        ]
