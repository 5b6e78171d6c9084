"""A project with all it needs, from the first word to the remedy."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import guards
from shigu.projects.models.quantities import codes, quantity
from shigu.projects.stages import LINK_MAY_BE_OPEN, Stage
from shigu.registry.models import Organisation


class Near(models.TextChoices):
    """Where a later phase stands to the one before it."""

    ANYWHERE = "anywhere", _("不限")
    ZONE = "zone", _("同片区")
    ADJOINING = "adjoining", _("紧邻")


KNOWN_ON = models.Index(
    fields=["pgh_obj", "-pgh_created_at"],
    include=["district", "introducer", "disclosed", "invest_wan"],
    name="projects_known_on",
)
"""What was known of a project on a day, and who may read it, without a look at the row."""


INTRODUCED = "project_id IN (SELECT unnest(shigu_scope.introduced()))"
"""Rows about a project that one's districts introduced and others keep."""


class ProjectQuerySet(FencedQuerySet["Project"]):
    """Projects that one's districts keep or introduced, and those that the press has told."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        if not actor.member:
            return self.none()
        readable = actor.readable.get(DataClass.PROJECTS, frozenset())
        return self.filter(
            models.Q(district__in=readable)
            | models.Q(introducer__in=readable)
            | models.Q(disclosed=True)
        )


@pghistory.track(meta={"indexes": [KNOWN_ON]})
class Project(Recorded):
    """A project from lead to remedy; ``district`` keeps it: who reported it first, else its filer.

    Only an accepted hand-over makes the keeper another than the ``introducer``, whose readers go
    on reading the row. ``disclosed`` opens it to every member of the cluster: the press has told
    of it already. ``link`` may be open until screening has ended.
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
        shared_with="introducer_id",
        or_read="disclosed AND (SELECT shigu_scope.member())",
        told="disclosed",
        moves=True,
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
    link = models.ForeignKey(
        Link,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("环节"),
        related_name="projects",
    )
    introducer = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("首报单位"),
        related_name="introduced_projects",
    )
    stage = models.TextField(_("阶段"), choices=Stage)
    stage_since = models.DateField(
        _("进入阶段"), default=timezone.localdate, editable=False, help_text=_("由改阶段写下。")
    )
    responsible = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("跟踪负责人"),
        related_name="projects",
    )
    invest_wan = quantity(_("总投资"), 6)
    fixed_invest_wan = quantity(_("固定资产投资"), 6)
    land_mu = quantity(_("用地"))
    floor_area_m2 = quantity(_("建筑面积"))
    height_m = quantity(_("净高"))
    load_t_m2 = quantity(_("荷载"))
    power_kva = quantity(_("用电"))
    water_t_day = quantity(_("用水"))
    drainage_t_day = quantity(_("废水"))
    needs_exhaust = models.BooleanField(_("需排气"), null=True, blank=True)
    clean_class = models.PositiveSmallIntegerField(_("洁净等级"), null=True, blank=True)
    energy_tce = quantity(_("能耗"))
    emission_t = quantity(_("排放"))
    hazard_class = models.TextField(_("火灾危险性"), choices=Hazard, blank=True)
    gbt4754 = models.TextField(_("行业代码"), blank=True)
    earliest = models.DateField(_("最早入驻"), null=True, blank=True)
    latest = models.DateField(_("最迟入驻"), null=True, blank=True)
    success_probability = quantity(_("成功概率"))
    together_with = codes(_("须同片区"))
    apart_from = codes(_("须不同片区"))
    origin_district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("迁出区县"),
        related_name="+",
    )
    origin_tax_wan = quantity(_("原税收"), 6)
    districts_allowed = codes(_("限定区县"))
    districts_excluded = codes(_("排除区县"))
    veto = models.TextField(_("否决理由"), blank=True)
    phase_of = models.TextField(_("接续的前期"), blank=True)
    phase_near = models.TextField(_("后期的位置"), choices=Near, blank=True)
    preferences = codes(_("偏好"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目")
        ordering = ("code", "id")
        triggers: ClassVar = [
            guards.SINCE_ITS_STEP,
            guards.STEP_IS_LOGGED,
            guards.KEPT_BY_ITS_INTRODUCER,
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "stage"], name="projects_by_stage"),
            models.Index(fields=["stage", "stage_since", "id"], name="projects_by_clock"),
            models.Index(fields=["introducer"], name="projects_by_introducer"),
            models.Index(
                fields=["introducer"],
                include=["id"],
                condition=models.Q(introducer__gt=models.F("district"))
                | models.Q(introducer__lt=models.F("district")),
                name="projects_handed_over",
            ),
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
                condition=models.Q(link__isnull=False) | models.Q(stage__in=LINK_MAY_BE_OPEN),
                name="a_project_has_a_link_after_screening",
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
