"""Score sheets as districts adopted them: versions are added and never changed."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Status
from shigu.districts.vocabulary import DataClass
from shigu.engine.admission.load import read_sheet
from shigu.engine.admission.values import Sheet


class ScoreSheet(models.Model):
    """One version of a district's score sheet; every member of the cluster reads it.

    ``content`` is a document of :func:`shigu.engine.admission.load.read_sheet`.
    """

    fence: ClassVar = Fence(DataClass.PROJECTS, "members", appends=True)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("采用单位"), related_name="+"
    )
    code = models.TextField(_("编号"))
    version = models.PositiveSmallIntegerField(_("版本"))
    title = models.TextField(_("评分表"))
    title_en = models.TextField(_("英文名"), blank=True)
    content = models.JSONField(_("内容"))
    reason = models.TextField(_("依据"))
    adopted_by = models.TextField(_("采用人"))
    adopted_at = models.DateTimeField(_("采用时间"), auto_now_add=True)
    status = models.TextField(_("性质"), choices=Status, default=Status.FACT)

    objects = FencedQuerySet["ScoreSheet"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评分表")
        ordering = ("title", "-version", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "code", "version"], name="one_sheet_a_version"
            )
        ]

    def __str__(self) -> str:
        name = (self.title_en if get_language() == "en" else "") or self.title
        return f"{name} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("admission:sheet", args=[self.pk])

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet as a value."""
        return read_sheet(self.content)
