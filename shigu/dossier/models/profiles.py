"""The profile: what the register of projects asks beside the project itself."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import FencedQuerySet, Zone
from shigu.dossier.models.records import Record, measure, of_project, wan
from shigu.projects.models import Project

NATIONAL_CODE = RegexValidator(
    r"^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$", _("项目代码写作 2026-330108-39-03-123456。")
)


class Funding(models.TextChoices):
    """Whose money it is."""

    DOMESTIC = "domestic", _("内资")
    FOREIGN = "foreign", _("外资")
    BOTH = "both", _("中外合资")


class Platform(models.TextChoices):
    """The highest research platform of the project."""

    NATIONAL = "national", _("国家级")
    PROVINCIAL = "provincial", _("省级")
    MUNICIPAL = "municipal", _("市级")
    OWN = "own", _("企业级")
    NONE = "none", _("没有")


class Ground(models.TextChoices):
    """Whether it takes new land or what is built on already."""

    NEW = "new", _("新增用地")
    STOCK = "stock", _("存量用地")


@pghistory.track()
class Profile(Record):
    """One a project. New land is the project's ``land_mu``, of which ``farmland_mu`` is basic
    farmland and ``red_line_mu`` lies within ecological red lines; ``stock_area_m2`` is stock.

    ``output_wan`` and ``tax_wan`` are expected a year at full output.
    """

    Funding = Funding
    Platform = Platform
    Ground = Ground

    fence: ClassVar = of_project()
    record = "profile"
    units: ClassVar = {
        "domestic_wan": _("万元"),
        "foreign_usd_wan": _("万美元"),
        "output_wan": _("万元/年"),
        "tax_wan": _("万元/年"),
        "staff": _("人"),
        "research_share": "%",
        "patents": _("件"),
        "farmland_mu": _("亩"),
        "red_line_mu": _("亩"),
        "stock_area_m2": "㎡",
    }

    project: Any = models.OneToOneField(
        Project, models.CASCADE, db_constraint=False, verbose_name=_("项目"), related_name="profile"
    )
    national_code = models.TextField(_("项目代码"), blank=True, validators=[NATIONAL_CODE])
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, verbose_name=_("园区"), related_name="+"
    )
    sector = models.TextField(_("产业类别"), blank=True)
    track = models.TextField(_("赛道"), blank=True)
    funding = models.TextField(_("投资类型"), choices=Funding, blank=True)
    domestic_wan = wan(_("内资"))
    foreign_usd_wan = wan(_("外资"))
    content = models.TextField(_("建设内容"), blank=True)
    products = models.TextField(_("主要产品与产能"), blank=True)
    output_wan = wan(_("预期年产值"))
    tax_wan = wan(_("预期年税收"))
    staff = models.PositiveIntegerField(_("用工"), null=True, blank=True)
    begins_on = models.DateField(_("建设起"), null=True, blank=True)
    ends_on = models.DateField(_("建设止"), null=True, blank=True)
    phases = models.TextField(_("分期"), blank=True)
    platform = models.TextField(_("研发平台级别"), choices=Platform, blank=True)
    research_share = models.DecimalField(
        _("研发占比"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    patents = models.PositiveIntegerField(_("专利"), null=True, blank=True)
    ground = models.TextField(_("用地类型"), choices=Ground, blank=True)
    farmland_mu = measure(_("占用基本农田"))
    red_line_mu = measure(_("涉及生态红线"))
    stock_area_m2 = measure(_("存量面积"))
    two_high = models.BooleanField(_("两高项目"), null=True, blank=True)
    highlights = models.TextField(_("亮点"), blank=True)

    objects = FencedQuerySet["Profile"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目档案")
        ordering = ("project", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(begins_on__isnull=True)
                | models.Q(ends_on__gte=models.F("begins_on")),
                name="building_runs_forward",
                violation_error_message=_("建设止早于建设起。"),
            ),
            models.CheckConstraint(
                condition=models.Q(research_share__isnull=True)
                | models.Q(research_share__gte=0, research_share__lte=100),
                name="research_is_a_part_of_a_hundred",
            ),
        ]

    def __str__(self) -> str:
        return str(self.project)
