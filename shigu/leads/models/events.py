"""Joint promotion and matching events; each district keeps its own guests."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project


@pghistory.track()
class PromotionEvent(models.Model):
    """An event that districts hold together: open to every member, kept by one of them.

    ``hosts`` are codes of districts.
    """

    class Kind(models.TextChoices):
        PROMOTION = "promotion", _("推介会")
        MATCHING = "matching", _("对接会")

    fence: ClassVar = Fence(DataClass.PROJECTS, "members")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("牵头区县"), related_name="+"
    )
    kind = models.TextField(_("类型"), choices=Kind)
    name = models.TextField(_("活动名称"))
    on = models.DateField(_("日期"))
    place = models.TextField(_("地点"), blank=True)
    hosts = ArrayField(models.TextField(), verbose_name=_("联合主办"), default=list, blank=True)
    note = models.TextField(_("备注"), blank=True)

    objects = FencedQuerySet["PromotionEvent"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("招商活动")
        ordering = ("-on", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("leads:event", args=[self.pk])


@pghistory.track()
class Guest(models.Model):
    """Who came to an event, as one district knows them: lent by no grant."""

    fence: ClassVar = Fence(DataClass.PROJECTS, "seated")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    event = models.ForeignKey(
        PromotionEvent, models.PROTECT, verbose_name=_("活动"), related_name="guests"
    )
    firm_name = models.TextField(_("企业或团队名称"))
    person = models.TextField(_("来宾"))
    phone = models.TextField(_("电话"), blank=True)
    interest = models.TextField(_("意向"), blank=True)
    lead = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("成为的线索"),
        related_name="+",
    )

    objects = FencedQuerySet["Guest"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("来宾")
        ordering = ("firm_name", "id")
        indexes: ClassVar = [models.Index(fields=["event", "district"], name="guests_of_event")]

    def __str__(self) -> str:
        return f"{self.firm_name} · {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("leads:event", args=[self.event_id])
