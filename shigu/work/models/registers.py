"""Registers of the special cooperation system: reforms, common prosperity, key lists, titles."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Status
from shigu.districts.vocabulary import DataClass

OPEN = Fence(DataClass.WORK, "members", deletes=False)
"""Every member of the cluster reads; the district that keeps a row writes it."""


class Entry(models.Model):
    """Base of the registers: who keeps a row, where it was read, fact or illustrative."""

    register: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    evidence = models.TextField(_("依据"), blank=True)
    status = models.TextField(_("性质"), choices=Status, default=Status.FACT)

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("work:entry", args=[self.register, self.pk])


@pghistory.track()
class ReformItem(Entry):
    """One reform (改革事项): what is changed, who leads it, how far it is."""

    class State(models.TextChoices):
        PLANNED = "planned", _("已列入")
        TRIED = "tried", _("试点中")
        RUNNING = "running", _("已实施")
        SPREAD = "spread", _("已推广")
        ENDED = "ended", _("已终止")

    fence: ClassVar = OPEN
    register = "reforms"

    name = models.TextField(_("改革事项"))
    owner = models.TextField(_("牵头单位"))
    state = models.TextField(_("进展"), choices=State, default=State.PLANNED)
    since = models.DateField(_("起始"), null=True, blank=True)

    objects = FencedQuerySet["ReformItem"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("改革事项")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProsperityReading(Entry):
    """One indicator of common prosperity (共富) in one district and year, with its target."""

    fence: ClassVar = OPEN
    register = "prosperity"

    name = models.TextField(_("共富指标"))
    unit = models.TextField(_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    value = models.DecimalField(_("实际值"), max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(
        _("目标值"), max_digits=18, decimal_places=4, null=True, blank=True
    )

    objects = FencedQuerySet["ProsperityReading"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("共富指标")
        ordering = ("name", "-year", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "district", "name", "year", name="one_reading_of_an_indicator_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def reached(self) -> Decimal | None:
        """The value as a part of the target; none where one is unknown or the target is 0."""
        if self.value is None or not self.target:
            return None
        return self.value / self.target


@pghistory.track()
class KeyProject(Entry):
    """A project on a list (省重点, 部省共建) of a year; read by the district that keeps it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("申报中")
        LISTED = "listed", _("已列入")
        REFUSED = "refused", _("未列入")
        DONE = "done", _("已完成")

    fence: ClassVar = Fence(DataClass.WORK, "district", deletes=False)
    register = "key-projects"

    list_name = models.TextField(_("名单"))
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.TextField(pgettext_lazy("一个", "项目"))
    code = models.TextField(_("项目代码"), blank=True)
    state = models.TextField(_("进展"), choices=State, default=State.PROPOSED)

    objects = FencedQuerySet["KeyProject"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("重点项目名单")
        ordering = ("-year", "list_name", "name", "id")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TitleApplication(Entry):
    """An application for a title (国家级集群, 制造业创新中心): criteria with evidence for each.

    ``criteria`` are lines “criterion | evidence”; one without evidence is not met.
    """

    fence: ClassVar = OPEN
    register = "titles"

    name = models.TextField(_("称号"))
    body = models.TextField(_("评定单位"), blank=True)
    due = models.DateField(_("申报期限"), null=True, blank=True)
    criteria = ArrayField(models.TextField(), verbose_name=_("条件与证据"), default=list)

    objects = FencedQuerySet["TitleApplication"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("称号申报")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> list[str]:
        """The criteria without evidence."""
        pairs = (line.partition("|") for line in self.criteria)
        return [what.strip() for what, _bar, evidence in pairs if not evidence.strip()]

    @property
    def ready(self) -> Decimal | None:
        """The part of the criteria that has its evidence; none where there are no criteria."""
        if not self.criteria:
            return None
        return 1 - Decimal(len(self.missing)) / len(self.criteria)
