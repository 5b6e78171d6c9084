"""Documents of tasks."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.work.models.fenced import KEEPS
from shigu.work.models.tasks import Task


class TaskFile(models.Model):
    """A document that a party of a task adds, with its bytes; another replaces it, none changes.

    Whoever reads the task reads it: within a task force its people alone.
    """

    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        or_read="EXISTS (SELECT FROM work_task t WHERE t.id = task_id)",
        by_system=True,
        inserts=f"added_by_id = {ACTOR} AND {KEEPS} AND EXISTS (SELECT FROM work_task t"
        " WHERE t.id = task_id AND work_taskfile.district_id = ANY (t.parties))",
        appends=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("任务"), related_name="files")
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("区县"), related_name="+")
    name = models.TextField(_("文件名"))
    size = models.PositiveIntegerField(_("大小"))
    added_at = models.DateTimeField(_("加入时间"), auto_now_add=True)
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name=_("加入人"), related_name="+"
    )
    content = models.BinaryField(_("内容"))

    objects = FencedQuerySet["TaskFile"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务附件")
        ordering = ("added_at", "id")
        indexes: ClassVar = [models.Index(fields=["task", "added_at"], name="files_of_a_task")]

    def __str__(self) -> str:
        return self.name
