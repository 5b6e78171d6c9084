"""What an admission asks for; a condition becomes a task of its owner."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.admission.models.evaluations import Evaluation
from shigu.admission.models.fenced import CALLED_ITS_MEETING, OF_EVALUATION
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.work.models import Task


@pghistory.track()
class Proviso(models.Model):
    """One condition of a decision, who meets it and by when; once a task, the task says how far."""

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "nobody",
        or_read=OF_EVALUATION,
        by_system=True,
        or_write=CALLED_ITS_MEETING,
        changes=("task_id",),
        deletes=False,
        ties=("evaluation",),
        lent_class=DataClass.PROJECTS,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, db_constraint=False, related_name="conditions"
    )
    position = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("条件"))
    owner = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("主办单位"), related_name="+"
    )
    deadline = models.DateField(_("期限"))
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, verbose_name=_("任务"), related_name="+"
    )

    objects = FencedQuerySet["Proviso"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("准入条件")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text
