"""What a project is expected to bring year by year."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded
from shigu.districts.vocabulary import DataClass
from shigu.projects.models.project import Project
from shigu.projects.models.quantities import quantity


@pghistory.track()
class ProjectYear(Recorded):
    """What a project is expected to bring in one year from its start."""

    fence: ClassVar = Fence(DataClass.PROJECTS, "district", ties=("project",))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="+"
    )
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="years",
    )
    year = models.PositiveSmallIntegerField(_("年序"))
    tax_local_wan = quantity(_("地方税收"), 6)
    output_wan = quantity(_("产值"), 6)
    value_added_wan = quantity(_("增加值"), 6)
    jobs = models.PositiveIntegerField(_("就业"), null=True, blank=True)
    public_cost_wan = quantity(_("公共支出"), 6)

    objects = FencedQuerySet["ProjectYear"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("分年估算")
        ordering = ("project", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "code"], name="project_year_code_in_its_district"
            ),
            models.UniqueConstraint(
                fields=["district", "project", "year"], name="one_estimate_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.year}"
