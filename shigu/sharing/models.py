"""Agreements between players: who signed, from when to when, and the text of their rules."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Recorded
from shigu.districts.vocabulary import DataClass

BY_A_PARTY = """parties && ARRAY(
    SELECT player FROM districts_district
    WHERE player <> '' AND id = ANY ((SELECT shigu_scope.readable('sharing'))::bigint[]))"""


@pghistory.track()
class Agreement(Recorded):
    """An agreement on sharing. ``district`` keeps it and changes it; every party reads it."""

    fence: ClassVar = Fence(DataClass.SHARING, "district", or_read=BY_A_PARTY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="agreements"
    )
    file = models.TextField(_("文件"))
    rules = models.TextField(_("条文"), blank=True)
    parties = ArrayField(models.TextField(), verbose_name=_("各方"))
    valid_from = models.DateField(_("生效"), null=True, blank=True)
    valid_to = models.DateField(_("失效"), null=True, blank=True)

    objects = FencedQuerySet["Agreement"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("协议")
        ordering = ("-valid_from", "code")
        constraints: ClassVar = [
            models.UniqueConstraint("district", "code", name="one_agreement_of_a_code"),
            models.CheckConstraint(
                condition=models.Q(parties__len__gt=0), name="an_agreement_has_parties"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="an_agreement_lasts",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("sharing:agreement", args=[self.pk])

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it is in force on ``day``; the last day is not included."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day < self.valid_to)
