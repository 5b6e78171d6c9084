"""What happened once, however many pages tell it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Zone
from shigu.districts.vocabulary import DataClass
from shigu.ingest.models.statements import Statement
from shigu.ingest.vocabulary import EVENTS


class Event(models.Model):
    """Statements of several pages that tell one event; made by ``engine.text.occurrences``.

    It follows from the statements and is made again from them, so history does not keep it.
    ``origins`` counts families that are independent of each other; ``confirmed`` is whether they
    suffice. ``planned`` events have not happened. ``date`` is the first day of ``told_date``
    (``2028``, ``2026-09-10``), or the day of publication where that is empty.
    """

    class Type(models.TextChoices):
        SIGN = "SIGN", EVENTS["SIGN"]
        LAND = "LAND", EVENTS["LAND"]
        START = "START", EVENTS["START"]
        TOPOUT = "TOPOUT", EVENTS["TOPOUT"]
        PRODUCE = "PRODUCE", EVENTS["PRODUCE"]
        UNVEIL = "UNVEIL", EVENTS["UNVEIL"]
        LIST = "LIST", EVENTS["LIST"]
        PUBLISH = "PUBLISH", EVENTS["PUBLISH"]
        ESTABLISH = "ESTABLISH", EVENTS["ESTABLISH"]
        VISIT = "VISIT", EVENTS["VISIT"]

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    type = models.TextField(_("类型"), choices=Type)
    date = models.DateField(_("日期"))
    told_date = models.TextField(_("原文日期"), blank=True)
    name = models.TextField(_("所指"))
    parties = ArrayField(models.TextField(), verbose_name=_("各方"), default=list, blank=True)
    amount_yuan = models.DecimalField(
        _("金额(元)"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    planned = models.BooleanField(_("计划中"), default=False)
    origins = models.PositiveIntegerField(_("独立来源"))
    confirmed = models.BooleanField(_("已确认"))
    place = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, verbose_name=_("区县"), related_name="+"
    )
    zone = models.ForeignKey(
        Zone, models.SET_NULL, null=True, blank=True, verbose_name=_("片区"), related_name="+"
    )

    objects = FencedQuerySet["Event"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资讯事件")
        ordering = ("-date", "-id")
        indexes: ClassVar = [
            models.Index(fields=["-date", "-id"], name="events_by_day"),
            models.Index(fields=["type", "-date"], name="events_of_type"),
            models.Index(fields=["name"], name="events_about"),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("ingest:event", args=[self.pk])

    @property
    def standing(self) -> str:
        """``open`` while its sources do not suffice, else ``planned`` or ``done``."""
        if not self.confirmed:
            return "open"
        return "planned" if self.planned else "done"


class Telling(models.Model):
    """A statement that tells an event."""

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    event = models.ForeignKey(Event, models.CASCADE, related_name="tellings")
    statement = models.OneToOneField(Statement, models.CASCADE, related_name="telling")

    objects = FencedQuerySet["Telling"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("事件的说法")
