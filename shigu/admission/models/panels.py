"""What makes a meeting of ``work`` an evaluation meeting: its score sheet and its members."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.admission.models.sheets import ScoreSheet
from shigu.districts.models import District, FencedQuerySet, User
from shigu.work.models import Meeting
from shigu.work.models.meetings import OF_A_MEETING


@pghistory.track()
class Panel(models.Model):
    """The members of an evaluation meeting and the sheet they score by.

    ``people`` are keys of accounts. Read by who reads the meeting, written by who called it.
    """

    keys: ClassVar = {"people": User}
    fence: ClassVar = OF_A_MEETING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("召集单位"), related_name="+"
    )
    meeting = models.OneToOneField(
        Meeting, models.CASCADE, verbose_name=_("会议"), related_name="panel"
    )
    sheet = models.ForeignKey(
        ScoreSheet, models.PROTECT, verbose_name=_("评分表"), related_name="panels"
    )
    people = ArrayField(models.BigIntegerField(), verbose_name=_("评委"))

    objects = FencedQuerySet["Panel"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评审会")
        ordering = ("-meeting__starts_at", "id")

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("admission:meeting", args=[self.pk])
