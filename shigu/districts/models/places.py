"""Districts and zones, the layouts that give them roles, and what is aimed at."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models.recorded import FencedQuerySet, Recorded
from shigu.districts.vocabulary import DataClass


class Named(Recorded):
    """A recorded row with a Chinese and an English name."""

    name_zh = models.TextField(_("中文名"))
    name_en = models.TextField(_("英文名"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader; the Chinese one where no other is known."""
        return (self.name_en if get_language() == "en" else "") or self.name_zh


@pghistory.track()
class District(Named):
    """A province, city, district, corridor or joint office; ``player`` acts for it in sharing."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省")
        CITY = "city", _("市")
        DISTRICT = "district", _("区县")
        CORRIDOR = "corridor", _("走廊")
        OFFICE = "office", _("专班")

    fence: ClassVar = Fence(
        DataClass.PEOPLE,
        "members",
        column="id",
        by_system=True,
        or_read=f"EXISTS (SELECT FROM districts_user u WHERE u.id = {ACTOR} AND u.is_staff)",
    )

    code = models.TextField(_("编号"), unique=True)
    gb_code = models.CharField(_("行政区划代码"), max_length=6, blank=True)
    level = models.TextField(_("层级"), choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("上级")
    )
    player = models.TextField(_("参与主体"), blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    boundary = models.JSONField(_("边界"), null=True, blank=True)

    objects = FencedQuerySet["District"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("区县")
        ordering = ("code",)


@pghistory.track()
class Zone(Named):
    """A park, block or corridor inside a district."""

    class Kind(models.TextChoices):
        PARK = "park", _("园区")
        BLOCK = "block", _("街区")
        CORRIDOR = "corridor", _("走廊")

    class Precision(models.TextChoices):
        EXACT = "exact", _("精确")
        BLOCK = "block", _("街区")
        STREET = "street", _("街道")
        DISTRICT = "district", _("区县")

    fence: ClassVar = Fence(DataClass.TERRITORY, "members")

    code = models.TextField(_("编号"), unique=True)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="zones"
    )
    kind = models.TextField(_("类型"), choices=Kind)
    area_km2 = models.DecimalField(
        _("面积(平方公里)"), max_digits=14, decimal_places=8, null=True, blank=True
    )
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    geometry = models.JSONField(_("边界"), null=True, blank=True)
    location_precision = models.TextField(_("位置精度"), choices=Precision, blank=True)

    objects = FencedQuerySet["Zone"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("片区")
        ordering = ("code",)


@pghistory.track()
class Layout(Recorded):
    """A version of the spatial layout, with its slogan and the days it holds."""

    fence: ClassVar = Fence(DataClass.TERRITORY, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    version = models.TextField(_("版本"))
    slogan = models.TextField(_("表述"), blank=True)
    valid_from = models.DateField(_("生效"))
    valid_to = models.DateField(_("失效"), null=True, blank=True)

    objects = FencedQuerySet["Layout"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("布局")
        ordering = ("valid_from",)

    def __str__(self) -> str:
        return self.slogan or self.version


@pghistory.track()
class LayoutRole(Recorded):
    """The role of a zone or a district in a layout."""

    class Role(models.TextChoices):
        WINDOW = "window", _("窗口")
        CORE = "core", _("核心")
        MAIN = "main", _("主阵地")
        COOPERATING = "cooperating", pgettext_lazy("role", "协同")
        WHOLE = "whole", _("全域")

    fence: ClassVar = Fence(DataClass.TERRITORY, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    layout = models.ForeignKey(Layout, models.CASCADE, verbose_name=_("布局"), related_name="roles")
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, verbose_name=_("片区"), related_name="roles"
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("区县"),
        related_name="roles",
    )
    role = models.TextField(_("角色"), choices=Role)

    objects = FencedQuerySet["LayoutRole"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("布局角色")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(zone__isnull=True) ^ models.Q(district__isnull=True),
                name="layout_role_of_one_place",
            )
        ]


@pghistory.track()
class Target(Recorded):
    """What is aimed at by when; two deadlines of one aim are two rows, and both are shown."""

    fence: ClassVar = Fence(DataClass.PLANS, "members", column="")

    code = models.TextField(_("编号"), unique=True)
    indicator = models.TextField(_("指标"))
    indicator_en = models.TextField(_("指标英文名"), blank=True)
    scope = models.TextField(_("范围"), blank=True)
    value = models.FloatField(_("目标值"), null=True, blank=True)
    unit = models.TextField(_("单位"), blank=True)
    period_from = models.TextField(_("起"), blank=True)
    period_to = models.TextField(_("止"), blank=True)
    actual = models.FloatField(_("实际值"), null=True, blank=True)
    actual_date = models.TextField(_("实际值日期"), blank=True)

    objects = FencedQuerySet["Target"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("目标")
        ordering = ("code",)

    @property
    def name(self) -> str:
        """The indicator in the language of the reader; Chinese where no other is known."""
        return (self.indicator_en if get_language() == "en" else "") or self.indicator
