"""Meetings: agenda, who came, what was said and decided; a decision becomes a task."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Status
from shigu.districts.vocabulary import DataClass
from shigu.work.models.fenced import KEEPS, READS
from shigu.work.models.forces import TaskForce
from shigu.work.models.tasks import Task

OF_A_MEETING = Fence(
    DataClass.WORK,
    "nobody",
    or_read="EXISTS (SELECT FROM work_meeting m WHERE m.id = meeting_id)",
    by_system=True,
    or_write=f"{KEEPS} AND EXISTS (SELECT FROM work_meeting m WHERE m.id = meeting_id)",
    ties=("meeting",),
)


@pghistory.track()
class Meeting(models.Model):
    """A meeting that ``district`` calls; ``parties`` are the districts that are asked to come."""

    keys: ClassVar = {"parties": District}
    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        or_read=READS,
        by_system=True,
        or_write=f"{KEEPS} AND ({READS})",
        deletes=False,
        lent_class=DataClass.WORK,
        lent_columns=("parties",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("召集单位"), related_name="+"
    )
    parties = ArrayField(models.BigIntegerField(), verbose_name=_("参会单位"))
    force = models.ForeignKey(
        TaskForce,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("一个", "工作专班"),
        related_name="meetings",
    )
    title = models.TextField(pgettext_lazy("一个", "会议"))
    place = models.TextField(_("地点"), blank=True)
    starts_at = models.DateTimeField(_("时间"))
    chair = models.TextField(_("主持"), blank=True)
    attendees = ArrayField(models.TextField(), verbose_name=_("出席人员"), default=list, blank=True)
    minutes = models.TextField(_("会议情况"), blank=True)
    held = models.BooleanField(_("已召开"), default=False)
    recorded_at = models.DateTimeField(_("最近记录"), null=True, blank=True)
    status = models.TextField(_("性质"), choices=Status, default=Status.FACT)

    objects = FencedQuerySet["Meeting"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering = ("-starts_at", "id")
        indexes: ClassVar = [
            GinIndex(fields=["parties"], name="meetings_by_party"),
            models.Index(fields=["-starts_at", "id"], name="meetings_by_time"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint("district", "id", name="meeting_of_its_district")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:meeting", args=[self.pk])


@pghistory.track()
class AgendaItem(models.Model):
    """One thing to talk about, who presents it, and what was said."""

    fence: ClassVar = OF_A_MEETING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("召集单位"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("会议"), related_name="agenda"
    )
    position = models.PositiveSmallIntegerField(_("序号"))
    topic = models.TextField(_("议题"))
    presenter = models.TextField(_("汇报"), blank=True)
    said = models.TextField(_("讨论情况"), blank=True)

    objects = FencedQuerySet["AgendaItem"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议程")
        ordering = ("position", "id")


@pghistory.track()
class Decision(models.Model):
    """What was decided, who does it by when; once it is a task, the task says how it goes on."""

    fence: ClassVar = OF_A_MEETING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("召集单位"), related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("会议"), related_name="decisions"
    )
    text = models.TextField(_("议定事项"))
    owner = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("主办单位"), related_name="+"
    )
    deadline = models.DateField(_("期限"))
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, verbose_name=_("任务"), related_name="decision"
    )
    decided_at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = FencedQuerySet["Decision"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("议定事项")
        ordering = ("decided_at", "id")

    def get_absolute_url(self) -> str:
        return reverse("work:meeting", args=[self.meeting_id])
