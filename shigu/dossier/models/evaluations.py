"""Evaluations that were held before, or outside of, this system: history, no gate's evidence."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.models import FencedQuerySet
from shigu.dossier.models.records import Record, of_project


@pghistory.track()
class PastEvaluation(Record):
    """What a meeting of the past decided, as its minutes say.

    Signing asks for an evaluation that members scored here; one of these opens no gate.
    """

    class Decision(models.TextChoices):
        ADMITTED = "admitted", _("准入")
        DEFERRED = "deferred", _("缓议")
        REFUSED = "refused", _("不予准入")

    fence: ClassVar = of_project()
    record = "evaluation"
    known_by = ("held_on", "meeting")
    units: ClassVar[dict[str, Any]] = {"score": _("分")}

    held_on = models.DateField(_("会议日期"))
    meeting = models.TextField(pgettext_lazy("一个", "会议"))
    decision = models.TextField(_("结论"), choices=Decision)
    score = models.DecimalField(
        _("得分"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    sheet = models.TextField(_("评分表"), blank=True)
    vetoes = models.TextField(_("否决项"), blank=True)
    opinion = models.TextField(_("评审意见"), blank=True)
    conditions = models.TextField(_("附加条件"), blank=True)
    minutes = models.TextField(_("会议纪要文号"), blank=True)

    objects = FencedQuerySet["PastEvaluation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("以往评审")
        ordering = ("project", "-held_on", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "held_on", "meeting"], name="a_project_once_a_past_meeting"
            )
        ]

    def __str__(self) -> str:
        return self.meeting
