"""A sheet of firms or parks, graded under one scheme: both texts are kept, so is the answer."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.engine.grading.load import read_scheme, read_units
from shigu.engine.grading.values import Scheme, Units


@pghistory.track(exclude=["sheet", "found"])
class GradedSheet(models.Model):
    """``found`` holds ``grading`` and ``stability`` as the engine answered."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("待确认")
        KEPT = "kept", _("已留存")

    fence: ClassVar = Fence(DataClass.REGISTRY, "district")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("区县"), related_name="graded_sheets"
    )
    name = models.TextField(_("名称"))
    state = models.TextField(_("状态"), choices=State, default=State.PREVIEW)
    scheme = models.TextField(_("办法"))
    scheme_zh = models.TextField(_("办法中文名"))
    scheme_en = models.TextField(_("办法英文名"), blank=True)
    filename = models.TextField(_("文件"))
    units = models.IntegerField(_("评价对象"))
    counts = models.JSONField(_("各档数"), default=dict)
    made_by = models.TextField(_("评价人"))
    made_at = models.DateTimeField(_("评价时间"), auto_now_add=True)
    scheme_text = models.TextField(_("办法原文"))
    sheet = models.TextField(_("评价数据"))
    found = models.JSONField(_("评价结果"))

    objects = FencedQuerySet["GradedSheet"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("考核评价")
        ordering = ("-made_at",)
        indexes: ClassVar = [models.Index(fields=["district", "-made_at"], name="graded_by_day")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("grading:sheet", args=[self.pk])

    @property
    def scheme_name(self) -> str:
        """The scheme in the language of the reader."""
        return (self.scheme_en if get_language() == "en" else "") or self.scheme_zh

    @cached_property
    def rules(self) -> Scheme:
        """The scheme as it was given."""
        return read_scheme(self.scheme_text)

    @cached_property
    def rows(self) -> Units:
        """The units as they were brought."""
        return read_units(self.sheet, self.rules)

    def document(self) -> dict[str, Any]:
        """What ``shigu grade --json`` prints, without lifts."""
        return {"grading": self.found["grading"], "stability": self.found["stability"]}
