"""The log of stages: one row a step, only added to, written by the table of projects itself."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.projects.models.project import Project
from shigu.projects.procedure.table import evidence
from shigu.projects.stages import SIGNED_OR_PAST, Stage

SIGNED = tuple(stage for stage in SIGNED_OR_PAST if stage is not Stage.REMEDY)
INTO_SIGNING = (
    models.Q(to_stage__in=SIGNED) | models.Q(to_stage=Stage.REMEDY, from_stage="")
) & ~models.Q(from_stage__in=SIGNED_OR_PAST)
"""Steps into signing or past it from before it; or a project that was filed there. Talks that end
and admission that is refused lead to the remedy too, and sign nothing."""


class StageChange(models.Model):
    """A step: from which stage to which, the day it was taken, who recorded it and why.

    ``from_stage`` is empty where the project began; ``days`` is how long it stood in
    ``from_stage``. ``evidence`` maps kinds of the transition table to what was given. The row
    follows its project to another district; the introducer goes on reading it.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        shared_with="introducer_id",
        inserts="district_id = ANY ((SELECT shigu_scope.writable('projects'))::bigint[])"
        " AND pg_trigger_depth() > 0",
        ties=("project",),
        appends=True,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        Project, models.CASCADE, db_constraint=False, verbose_name=_("项目"), related_name="steps"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="+"
    )
    introducer = models.ForeignKey(
        District, models.PROTECT, null=True, verbose_name=_("首报单位"), related_name="+"
    )
    place = models.PositiveIntegerField(_("第几步"))
    from_stage = models.TextField(_("原阶段"), choices=Stage, blank=True)
    to_stage = models.TextField(_("到阶段"), choices=Stage)
    on = models.DateField(_("发生日期"))
    at = models.DateTimeField(_("记录时间"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name=_("记录人"), related_name="+"
    )
    by_name = models.TextField(_("记录人姓名"), blank=True)
    reason = models.TextField(_("依据"), blank=True)
    evidence = models.JSONField(_("证据"), default=dict)
    days = models.IntegerField(_("停留天数"), null=True)

    objects = FencedQuerySet["StageChange"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("阶段记录")
        ordering = ("project", "place")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "place"], name="one_step_after_the_other"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["district", "from_stage", "on"],
                include=["introducer", "to_stage", "days"],
                name="steps_by_stage",
            ),
            models.Index(
                fields=["on", "project"],
                include=["district", "introducer", "at", "from_stage", "place"],
                condition=INTO_SIGNING,
                name="steps_into_signing",
            ),
            models.Index(
                fields=["project"],
                include=["to_stage", "on", "at", "district", "introducer"],
                condition=models.Q(to_stage__in=SIGNED_OR_PAST),
                name="steps_past_signing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"

    @property
    def told_evidence(self) -> list[tuple[str, str]]:
        """What the step was taken on, by the words of the transition table."""
        known = evidence()
        return [
            (known[name].label if name in known else name, str(value))
            for name, value in self.evidence.items()
        ]
