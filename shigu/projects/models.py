"""A project with all it needs, and what it is expected to bring year by year."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded
from shigu.districts.vocabulary import DataClass
from shigu.projects.stages import Stage
from shigu.registry.models import Organisation


def _quantity(label: Any, digits: int = 4) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=18, decimal_places=digits, null=True, blank=True)


def _codes(label: Any) -> ArrayField[Any, Any]:
    return ArrayField(models.TextField(), verbose_name=label, default=list, blank=True)


class Near(models.TextChoices):
    """Where a later phase stands to the one before it."""

    ANYWHERE = "anywhere", _("不限")
    ZONE = "zone", _("同片区")
    ADJOINING = "adjoining", _("紧邻")


class ProjectQuerySet(FencedQuerySet["Project"]):
    """Projects of the districts whose projects one reads, and those that the press has told."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        if not actor.member:
            return self.none()
        readable = actor.readable.get(DataClass.PROJECTS, frozenset())
        return self.filter(models.Q(district__in=readable) | models.Q(disclosed=True))


@pghistory.track()
class Project(Recorded):
    """A project from lead to remedy; ``district`` owns it: who reported it first, else its filer.

    ``disclosed`` opens it to every member of the cluster: the press has told of it already.
    """

    class Hazard(models.TextChoices):
        A = "甲", _("甲类")
        B = "乙", _("乙类")
        C = "丙", _("丙类")
        D = "丁", _("丁类")
        E = "戊", _("戊类")

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        or_read="disclosed AND (SELECT shigu_scope.member())",
        told="disclosed",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="projects"
    )
    disclosed = models.BooleanField(_("已公开"), default=False)
    name = models.TextField(_("名称"))
    name_en = models.TextField(_("英文名"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("投资主体"),
        related_name="projects",
    )
    link = models.ForeignKey(Link, models.PROTECT, verbose_name=_("环节"), related_name="projects")
    introducer = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("首报单位"),
        related_name="introduced_projects",
    )
    stage = models.TextField(_("阶段"), choices=Stage)
    invest_wan = _quantity(_("总投资"), 6)
    fixed_invest_wan = _quantity(_("固定资产投资"), 6)
    land_mu = _quantity(_("用地"))
    floor_area_m2 = _quantity(_("建筑面积"))
    height_m = _quantity(_("净高"))
    load_t_m2 = _quantity(_("荷载"))
    power_kva = _quantity(_("用电"))
    water_t_day = _quantity(_("用水"))
    drainage_t_day = _quantity(_("废水"))
    needs_exhaust = models.BooleanField(_("需排气"), null=True, blank=True)
    clean_class = models.PositiveSmallIntegerField(_("洁净等级"), null=True, blank=True)
    energy_tce = _quantity(_("能耗"))
    emission_t = _quantity(_("排放"))
    hazard_class = models.TextField(_("火灾危险性"), choices=Hazard, blank=True)
    gbt4754 = models.TextField(_("行业代码"), blank=True)
    earliest = models.DateField(_("最早入驻"), null=True, blank=True)
    latest = models.DateField(_("最迟入驻"), null=True, blank=True)
    success_probability = _quantity(_("成功概率"))
    together_with = _codes(_("须同片区"))
    apart_from = _codes(_("须不同片区"))
    origin_district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("迁出区县"),
        related_name="+",
    )
    origin_tax_wan = _quantity(_("原税收"), 6)
    districts_allowed = _codes(_("限定区县"))
    districts_excluded = _codes(_("排除区县"))
    veto = models.TextField(_("否决理由"), blank=True)
    phase_of = models.TextField(_("接续的前期"), blank=True)
    phase_near = models.TextField(_("后期的位置"), choices=Near, blank=True)
    preferences = _codes(_("偏好"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目")
        ordering = ("code", "id")
        indexes: ClassVar = [
            models.Index(fields=["district", "stage"], name="projects_by_stage"),
            models.Index(fields=["district", "-invest_wan"], name="projects_by_invest"),
            models.Index(fields=["link"], name="projects_by_link"),
            models.Index(fields=["code", "id"], name="projects_by_code"),
            models.Index(
                fields=["id"], condition=models.Q(disclosed=True), name="projects_disclosed"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "code"], name="project_code_in_its_district"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="project_of_its_district"),
            models.CheckConstraint(
                condition=models.Q(introducer__isnull=True)
                | models.Q(introducer=models.F("district")),
                name="project_belongs_to_its_introducer",
            ),
            models.CheckConstraint(
                condition=models.Q(success_probability__isnull=True)
                | models.Q(success_probability__gte=0, success_probability__lte=1),
                name="project_probability_is_one",
            ),
            models.CheckConstraint(
                condition=models.Q(latest__isnull=True)
                | models.Q(earliest__isnull=True)
                | models.Q(latest__gte=models.F("earliest")),
                name="project_window_is_open",
            ),
        ]

    def __str__(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.pk])


@pghistory.track()
class ProjectYear(Recorded):
    """What a project is expected to bring in one year from its start."""

    fence: ClassVar = Fence(DataClass.PROJECTS, "district", ties=("project",))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="+"
    )
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="years",
    )
    year = models.PositiveSmallIntegerField(_("年序"))
    tax_local_wan = _quantity(_("地方税收"), 6)
    output_wan = _quantity(_("产值"), 6)
    value_added_wan = _quantity(_("增加值"), 6)
    jobs = models.PositiveIntegerField(_("就业"), null=True, blank=True)
    public_cost_wan = _quantity(_("公共支出"), 6)

    objects = FencedQuerySet["ProjectYear"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("分年估算")
        ordering = ("project", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "code"], name="project_year_code_in_its_district"
            ),
            models.UniqueConstraint(
                fields=["district", "project", "year"], name="one_estimate_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.year}"
