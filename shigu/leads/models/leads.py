"""What is asked of a lead beside the project that it is, and whom to call."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.leads.models.events import PromotionEvent
from shigu.projects.models import Project


def of_project() -> Fence:
    """Read and written like the project that it is tied to; goes along with it."""
    return Fence(DataClass.PROJECTS, "district", ties=("project",))


def its_district() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(District, models.PROTECT, verbose_name=_("所属区县"), related_name="+")


def its_project(name: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        Project, models.CASCADE, db_constraint=False, verbose_name=_("线索"), related_name=name
    )


def _wan(label: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=18, decimal_places=6, null=True, blank=True)


class Rhythm(models.IntegerChoices):
    """How often a lead is followed, in days."""

    DAILY = 1, _("每天")
    THREE_DAYS = 3, _("每 3 天")
    WEEKLY = 7, _("每周")
    FORTNIGHTLY = 14, _("每两周")


@pghistory.track()
class Lead(models.Model):
    """A project at its first stage: what kind it is, who brought it, how often it is followed.

    ``output_wan`` and ``tax_wan`` are expected a year at full output.
    """

    class Kind(models.TextChoices):
        FIRM = "firm", pgettext_lazy("一个", "企业")
        SEGMENT = "segment", _("龙头企业独立板块")
        RETURNING = "returning", _("再回归企业")
        TALENT = "talent", _("双招双引人才团队")
        RESEARCH = "research", _("科研成果")

    class Origin(models.TextChoices):
        VISIT = "visit", _("企业来访")
        OUTREACH = "outreach", _("外出招商")
        INTRODUCED = "introduced", _("引荐")
        EVENT = "event", _("推介、对接会")
        PRESS = "press", _("公开信息")
        OTHER = "other", _("其他")

    fence: ClassVar = of_project()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = its_district()
    project = models.OneToOneField(
        Project, models.CASCADE, db_constraint=False, verbose_name=_("线索"), related_name="lead"
    )
    kind = models.TextField(_("线索类型"), choices=Kind, default=Kind.FIRM)
    origin = models.TextField(_("来源"), choices=Origin)
    event = models.ForeignKey(
        PromotionEvent,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("来自的活动"),
        related_name="+",
    )
    introduced_by = models.TextField(_("引荐人"), blank=True)
    first_talker = models.TextField(_("首谈联系人"), blank=True)
    firm_name = models.TextField(_("企业或团队名称"))
    investor = models.TextField(_("投资方"), blank=True)
    outline = models.TextField(_("项目概况"), blank=True)
    process = models.TextField(_("工艺流程"), blank=True)
    land_invest_wan = _wan(_("土地投资"))
    plant_invest_wan = _wan(_("厂房投资"))
    equipment_invest_wan = _wan(_("设备投资"))
    environment = models.TextField(_("环境容量"), blank=True)
    output_wan = _wan(_("预计年产值"))
    tax_wan = _wan(_("预计年税收"))
    wanted_site = models.TextField(_("选址要求"), blank=True)
    to_settle = models.TextField(_("需协调事项"), blank=True)
    rhythm = models.PositiveSmallIntegerField(_("跟踪节奏"), choices=Rhythm, default=Rhythm.WEEKLY)
    next_due = models.DateField(_("下次跟踪"), default=timezone.localdate)

    objects = FencedQuerySet["Lead"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("线索")
        ordering = ("next_due", "id")
        indexes: ClassVar = [
            models.Index(fields=["district", "next_due"], name="leads_by_due"),
            models.Index(fields=["next_due", "id"], name="leads_in_order"),
        ]

    def __str__(self) -> str:
        return self.firm_name

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()


@pghistory.track()
class LeadContact(models.Model):
    """Whom to call at the investor's: a person's data, lent by no grant."""

    fence: ClassVar = Fence(DataClass.PROJECTS, "seated", ties=("project",))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = its_district()
    project = its_project("contacts")
    person = models.TextField(_("资方联系人"))
    phone = models.TextField(_("电话"), blank=True)
    position = models.TextField(_("职务"), blank=True)

    objects = FencedQuerySet["LeadContact"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资方联系人")
        ordering = ("person", "id")
        indexes: ClassVar = [models.Index(fields=["project"], name="contacts_of_lead")]

    def __str__(self) -> str:
        return self.person
