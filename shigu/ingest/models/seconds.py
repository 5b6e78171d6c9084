"""Each time that a second reader was asked about an article, and what came of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.ingest.models.documents import Document
from shigu.ingest.models.sources import OPEN, State


class SecondReading(models.Model):
    """A second reader at one article: how far, and how many statements were kept.

    It is overwritten while it goes on and then stands, so history does not keep it. ``dropped``
    counts by ``engine.text.second.answer.Why`` what was said and does not stand in the text;
    ``problem`` is ``{code, zh, en}`` where it failed, ``attempt`` tells one worker from the next.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="", deletes=False)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("文章"), related_name="second_readings"
    )
    model = models.TextField(_("模型"))
    state = models.TextField(_("状态"), choices=State, default=State.QUEUED)
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("提出人"), related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    began_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    cancel_asked_at = models.DateTimeField(_("要求停止"), null=True, blank=True)
    attempt = models.UUIDField(null=True, blank=True)
    parts = models.PositiveIntegerField(_("要问的段"), default=0)
    answered = models.PositiveIntegerField(_("答完的段"), default=0)
    kept = models.PositiveIntegerField(_("存下的陈述"), default=0)
    dropped = models.JSONField(_("没有采用"), default=dict, blank=True)
    problem = models.JSONField(_("问题"), default=dict, blank=True)

    objects = FencedQuerySet["SecondReading"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("第二读者的阅读")
        ordering = ("-asked_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["document", "-asked_at"], name="second_readings_of_document"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state__in=[State.QUEUED, State.RUNNING]),
                name="one_open_second_reading",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {timezone.localtime(self.asked_at):%Y-%m-%d %H:%M}"

    @property
    def open(self) -> bool:
        """Waiting or being read."""
        return self.state in OPEN
