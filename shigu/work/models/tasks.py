"""Tasks, decisions and requests between districts, and every step taken with them."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models import District, FencedQuerySet, Status, User
from shigu.districts.vocabulary import DataClass
from shigu.work.models.fenced import ANSWERS, KEEPS, READS
from shigu.work.models.forces import TaskForce
from shigu.work.moves import CLOSED, State, as_sql

ALONG_THE_TABLE = f"""
    IF NOT EXISTS (
        SELECT FROM (VALUES {as_sql()}) AS m (before, after, side)
        WHERE m.before = OLD.state AND m.after = NEW.state
          AND CASE m.side WHEN 'issuer' THEN OLD.district_id ELSE OLD.owner_id END
              = ANY (shigu_scope.writable('work'))
    ) THEN
        RAISE EXCEPTION 'a task goes along its table of moves'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class Task(models.Model):
    """What ``district`` asks of ``owner`` by a day; ``parties`` are all districts that read it.

    ``escalates_after`` days past the deadline the level above is told; never where it is empty.
    """

    keys: ClassVar = {"parties": District}

    class Kind(models.TextChoices):
        TASK = "task", pgettext_lazy("一个", "任务")
        DECISION = "decision", _("决策")
        REQUEST = "request", _("请示")

    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        or_read=READS,
        by_system=True,
        or_write=f"{ANSWERS} AND ({READS})",
        inserts=f"{KEEPS} AND state = 'issued'"
        f" AND parties @> ARRAY[district_id, owner_id] AND ({READS})",
        changes=(
            *("title", "body", "deadline", "state", "parties", "escalates_after"),
            *("escalated_to_id", "escalated_at", "assignee_id", "owner_id"),
        ),
        deletes=False,
        lent_class=DataClass.WORK,
        lent_columns=("parties",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("交办单位"), related_name="+"
    )
    owner = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("主办单位"), related_name="+"
    )
    parties = ArrayField(models.BigIntegerField(), verbose_name=_("相关单位"))
    force = models.ForeignKey(
        TaskForce,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("一个", "工作专班"),
        related_name="tasks",
    )
    kind = models.TextField(_("类型"), choices=Kind, default=Kind.TASK)
    title = models.TextField(_("事项"))
    body = models.TextField(_("要求"), blank=True)
    deadline = models.DateField(_("期限"))
    state = models.TextField(_("状态"), choices=State, default=State.ISSUED)
    issued_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("交办人"),
        related_name="+",
    )
    issued_at = models.DateTimeField(_("交办时间"), auto_now_add=True)
    assignee = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("经办人"), related_name="+"
    )
    escalates_after = models.PositiveSmallIntegerField(
        _("逾期几天上报"), null=True, blank=True, default=7
    )
    escalated_to = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("督办单位"),
        related_name="+",
    )
    escalated_at = models.DateTimeField(_("上报时间"), null=True, blank=True)
    subject_label = models.TextField(_("关于"), blank=True)
    subject_address = models.TextField(_("所指页面"), blank=True)
    status = models.TextField(_("性质"), choices=Status, default=Status.FACT)

    objects = FencedQuerySet["Task"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务")
        ordering = ("deadline", "id")
        indexes: ClassVar = [
            GinIndex(fields=["parties"], name="tasks_by_party"),
            models.Index(fields=["force"], name="tasks_of_a_force"),
            models.Index(fields=["owner", "state", "deadline"], name="tasks_of_an_owner"),
            models.Index(fields=["deadline", "id"], name="tasks_by_deadline"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="a_task_goes_along_its_table",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
                func=ALONG_THE_TABLE,
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:task", args=[self.pk])

    @property
    def days_overdue(self) -> int:
        """Days past the deadline; none once it is closed or while there is time."""
        if self.state in CLOSED:
            return 0
        return max(0, (timezone.localdate() - self.deadline) // datetime.timedelta(days=1))


class TaskStep(models.Model):
    """One thing done with a task by one of its parties: a move, a reply, a reminder."""

    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        or_read="EXISTS (SELECT FROM work_task t WHERE t.id = task_id)",
        by_system=True,
        inserts=f"user_id = {ACTOR} AND {KEEPS} AND EXISTS (SELECT FROM work_task t"
        " WHERE t.id = task_id AND work_taskstep.district_id = ANY (t.parties))",
        appends=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="steps")
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("区县"), related_name="+")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name=_("谁"), related_name="+"
    )
    verb = models.TextField(_("动作"))
    state = models.TextField(_("之后的状态"), choices=State)
    text = models.TextField(_("说明"), blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    objects = FencedQuerySet["TaskStep"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务进展")
        ordering = ("at", "id")
        indexes: ClassVar = [models.Index(fields=["task", "at"], name="steps_of_a_task")]
