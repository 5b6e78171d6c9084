"""What is to be invested in a year, and how far the building is."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import FencedQuerySet
from shigu.dossier.models.records import Record, of_project, wan


@pghistory.track()
class YearPlan(Record):
    """One a project and calendar year; ``progress`` is how far the building is (形象进度)."""

    fence: ClassVar = of_project()
    record = "year"
    known_by = ("year",)
    units: ClassVar = {"planned_wan": _("万元"), "done_wan": _("万元")}

    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(1990), MaxValueValidator(2199)]
    )
    planned_wan = wan(_("年度计划投资"))
    done_wan = wan(_("完成投资"))
    progress = models.TextField(_("形象进度"), blank=True)

    objects = FencedQuerySet["YearPlan"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度计划")
        ordering = ("project", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "year"], name="one_plan_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def done(self) -> Decimal | None:
        """What was invested as a part of the plan; none where one is unknown or the plan is 0."""
        if self.done_wan is None or not self.planned_wan:
            return None
        part: Decimal = self.done_wan / self.planned_wan
        return part
