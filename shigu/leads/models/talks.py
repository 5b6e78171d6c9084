"""Rounds of talks and visits, and the documents of a lead."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import FencedQuerySet, User
from shigu.leads.models.leads import its_district, its_project, of_project


@pghistory.track()
class Talk(models.Model):
    """One round: who met where, what was agreed, what is open, what comes next."""

    class Kind(models.TextChoices):
        TALK = "talk", _("洽谈")
        CALL = "call", _("电话")
        VISIT = "visit", _("赴企业考察")
        RECEPTION = "reception", _("来访接待")

    fence: ClassVar = of_project()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = its_district()
    project = its_project("talks")
    round = models.PositiveSmallIntegerField(_("轮次"))
    kind = models.TextField(_("形式"), choices=Kind, default=Kind.TALK)
    at = models.DateTimeField(_("时间"))
    place = models.TextField(_("地点"), blank=True)
    host = models.TextField(_("主持"), blank=True)
    attendees = models.TextField(_("参加人"), blank=True)
    topics = models.TextField(_("议题"))
    agreed = models.TextField(_("达成一致"), blank=True)
    unsettled = models.TextField(_("未决事项"), blank=True)
    next_step = models.TextField(_("下一步"), blank=True)
    next_on = models.DateField(_("下次时间"), null=True, blank=True)

    objects = FencedQuerySet["Talk"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("洽谈")
        ordering = ("project", "-round")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "round"], name="one_talk_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.round}"


@pghistory.track(exclude=["content"])
class LeadFile(models.Model):
    """A document of a lead, with its bytes; it is replaced by another, not changed."""

    fence: ClassVar = of_project()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = its_district()
    project = its_project("files")
    name = models.TextField(_("文件名"))
    size = models.PositiveIntegerField(_("大小"))
    added_at = models.DateTimeField(_("加入时间"), auto_now_add=True)
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name=_("加入人"), related_name="+"
    )
    content = models.BinaryField(_("内容"))

    objects = FencedQuerySet["LeadFile"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("线索材料")
        ordering = ("-added_at", "id")
        indexes: ClassVar = [models.Index(fields=["project"], name="files_of_lead")]

    def __str__(self) -> str:
        return self.name
