"""A project on the agenda of an evaluation meeting, and what was decided of it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.admission.models import fenced
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project
from shigu.work.models import Meeting


@pghistory.track()
class Evaluation(models.Model):
    """One project at one meeting. ``people`` are the members that read it and so score it.

    Put up by the project's district, decided by who called the meeting, then closed for good.
    """

    class Decision(models.TextChoices):
        OPEN = "", _("待评审")
        ADMITTED = "admitted", _("准入")
        DEFERRED = "deferred", _("缓议")
        REFUSED = "refused", _("不予准入")
        WITHDRAWN = "withdrawn", _("撤下议题")

    keys: ClassVar = {"people": User}
    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "nobody",
        or_read=fenced.READS,
        by_system=True,
        inserts=f"{fenced.PUTS_UP} AND decision = ''",
        or_write=fenced.CALLED,
        changes=("decision", "decided_on", "said"),
        closed="decision <> ''",
        deletes=False,
        ties=("project",),
        moves=True,
        lent_class=DataClass.PROJECTS,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="+"
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="evaluations",
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("会议"), related_name="evaluations"
    )
    people = ArrayField(models.BigIntegerField(), verbose_name=_("评委"))
    put_up_at = models.DateTimeField(_("列入议程"), auto_now_add=True)
    decision = models.TextField(_("结论"), choices=Decision, default=Decision.OPEN, blank=True)
    decided_on = models.DateField(_("议定日期"), null=True, blank=True)
    said = models.TextField(_("评审意见"), blank=True)

    objects = FencedQuerySet["Evaluation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目评审")
        ordering = ("-meeting__starts_at", "put_up_at", "id")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["district", "id"], name="evaluation_of_its_district"),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(decision=""),
                name="a_project_is_judged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_on__isnull=True)
                | (
                    ~models.Q(decision="") & models.Q(decided_on__isnull=False) & ~models.Q(said="")
                ),
                name="a_decision_has_its_day_and_its_words",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["meeting", "put_up_at"], name="evaluations_of_a_meeting"),
            models.Index(fields=["project", "decided_on"], name="evaluations_of_a_project"),
        ]

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return reverse("admission:evaluation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether members may still hand in their points."""
        return self.decision == self.Decision.OPEN
