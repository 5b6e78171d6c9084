"""What one person is told, and how that person wants to be told."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import ACTOR, SYSTEM, Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.work.kinds import KINDS, words_of

OWN = f"person_id = {ACTOR}"


class Notice(models.Model):
    """One sentence to one person about something of ``district`` that this person may read.

    ``inputs`` fill the sentence of the kind; ``batch`` is common to what was told at once.
    """

    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        person="person_id",
        or_read=SYSTEM,
        by_system=True,
        or_write=OWN,
        inserts="(SELECT shigu_scope.may('work'))"
        " AND shigu_scope.reads(person_id, data_class, district_id)",
        changes=("read_at", "mailed_at"),
        deletes=False,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.UUIDField(editable=False)
    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("给谁"), related_name="notices")
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("区县"), related_name="+")
    data_class = models.TextField(_("数据类别"), choices=DataClass)
    kind = models.TextField(_("事项"))
    inputs = models.JSONField(_("内容"), default=dict)
    address = models.TextField(_("页面"), blank=True)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)
    read_at = models.DateTimeField(_("已读"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("已发邮件"), null=True, blank=True)

    objects = FencedQuerySet["Notice"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("通知")
        ordering = ("-created_at", "id")
        indexes: ClassVar = [
            models.Index(fields=["person", "-created_at", "id"], name="notices_of_a_person"),
            models.Index(
                fields=["person"],
                condition=models.Q(read_at__isnull=True),
                name="notices_unread",
            ),
            models.Index(fields=["district", "-created_at"], name="notices_of_a_district"),
        ]

    def __str__(self) -> str:
        return words_of(self.kind, self.inputs)

    @property
    def label(self) -> str:
        """What kind of thing it is about."""
        known = KINDS.get(self.kind)
        return str(known.label) if known else self.kind


class NoticePreference(models.Model):
    """When and in which language a person is told by mail; the page always tells at once.

    In quiet hours no mail goes out; what came in between goes with the first mail after them.
    """

    class Rhythm(models.TextChoices):
        NEVER = "never", _("不发邮件")
        NOW = "now", _("随时")
        DAILY = "daily", _("每天一次")
        WEEKLY = "weekly", _("每周一次")

    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        column="",
        person="person_id",
        or_read=SYSTEM,
        by_system=True,
        or_write=OWN,
    )

    person = models.OneToOneField(
        User, models.PROTECT, primary_key=True, verbose_name=_("谁"), related_name="+"
    )
    rhythm = models.TextField(_("邮件"), choices=Rhythm, default=Rhythm.NEVER)
    hour = models.PositiveSmallIntegerField(
        _("汇总的钟点"), default=8, validators=[MaxValueValidator(23)]
    )
    weekday = models.PositiveSmallIntegerField(
        _("每周汇总在"),
        default=0,
        choices=[
            (0, _("周一")),
            (1, _("周二")),
            (2, _("周三")),
            (3, _("周四")),
            (4, _("周五")),
            (5, _("周六")),
            (6, _("周日")),
        ],
    )
    quiet_from = models.TimeField(_("免打扰从"), null=True, blank=True)
    quiet_to = models.TimeField(_("免打扰到"), null=True, blank=True)
    language = models.TextField(
        _("邮件语言"), choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    mailed_at = models.DateTimeField(_("上次邮件"), null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("连续失败"), default=0, editable=False)
    failed_at = models.DateTimeField(_("失败时间"), null=True, blank=True, editable=False)
    failure = models.TextField(_("失败原因"), blank=True, editable=False)

    objects = FencedQuerySet["NoticePreference"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("通知方式")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_begin_and_end",
            )
        ]
