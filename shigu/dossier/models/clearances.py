"""Clearances before the building may start: filing, energy, environment, safety."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import FencedQuerySet
from shigu.dossier.models.records import Papered, of_project


@pghistory.track(exclude=["content"])
class Clearance(Papered):
    """Whether a clearance is needed, and where it was given its number; with its paper."""

    class Kind(models.TextChoices):
        FILING = "filing", _("备案")
        ENERGY = "energy", _("能评")
        ENVIRONMENT = "environment", _("环评")
        SAFETY = "safety", _("安评")

    fence: ClassVar = of_project()
    record = "clearance"
    known_by = ("kind",)

    kind = models.TextField(_("手续"), choices=Kind)
    needed = models.BooleanField(_("需要办理"), default=True)
    number = models.TextField(_("文号"), blank=True)
    given_on = models.DateField(_("取得日期"), null=True, blank=True)
    body = models.TextField(_("审批单位"), blank=True)

    objects = FencedQuerySet["Clearance"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("前期手续")
        ordering = ("project", "kind")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "kind"], name="one_clearance_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(needed=True) | models.Q(number="", given_on__isnull=True),
                name="what_is_not_needed_is_not_given",
                violation_error_message=_("不需要办理的手续没有文号和取得日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def given(self) -> bool:
        """Whether it has its number or its day."""
        return bool(self.number or self.given_on)
