"""Approvals (批复): what an authority approved, and on which terms."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import FencedQuerySet
from shigu.dossier.models.records import Papered, measure, of_project, wan


@pghistory.track(exclude=["content"])
class Authorisation(Papered):
    """One paper: its number, day and body, what it agrees to, by when, on which conditions."""

    fence: ClassVar = of_project()
    record = "authorisation"
    known_by = ("number",)
    units: ClassVar = {"invest_wan": _("万元"), "land_mu": _("亩")}

    number = models.TextField(_("批复文号"))
    given_on = models.DateField(_("批复日期"))
    body = models.TextField(_("批复单位"))
    invest_wan = wan(_("核定投资"))
    capacity = models.TextField(_("核定产能"), blank=True)
    land_mu = measure(_("核定用地"))
    starts_by = models.DateField(_("开工时限"), null=True, blank=True)
    completes_by = models.DateField(_("竣工时限"), null=True, blank=True)
    conditions = models.TextField(_("附加条件"), blank=True)

    objects = FencedQuerySet["Authorisation"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("批复")
        ordering = ("project", "-given_on", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "number"], name="one_authorisation_of_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(completes_by__isnull=True)
                | models.Q(starts_by__isnull=True)
                | models.Q(completes_by__gte=models.F("starts_by")),
                name="an_authorisation_runs_forward",
                violation_error_message=_("竣工时限早于开工时限。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number
