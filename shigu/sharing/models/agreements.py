"""Agreements between players: who signed, when they hold, and their texts by version."""

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
from shigu.districts.models import District, FencedQuerySet, Recorded, User
from shigu.districts.vocabulary import DataClass
from shigu.sharing.models.fenced import BY_A_PARTY, of_agreement


@pghistory.track()
class Agreement(Recorded):
    """An agreement on sharing. ``district`` keeps it and changes it; every party reads it.

    ``dates`` maps events of the agreement itself (signed, aid paid) to days.
    """

    fence: ClassVar = Fence(DataClass.SHARING, "district", or_read=BY_A_PARTY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="agreements"
    )
    file = models.TextField(_("文件"))
    parties = ArrayField(models.TextField(), verbose_name=_("各方"))
    valid_from = models.DateField(_("生效"), null=True, blank=True)
    valid_to = models.DateField(_("失效"), null=True, blank=True)
    dates = models.JSONField(_("时点"), default=dict, blank=True)

    objects = FencedQuerySet["Agreement"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("协议")
        ordering = ("-valid_from", "code")
        constraints: ClassVar = [
            models.UniqueConstraint("district", "code", name="one_agreement_of_a_code"),
            models.UniqueConstraint("district", "id", name="agreement_of_its_district"),
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


@pghistory.track()
class AgreementVersion(models.Model):
    """One text of an agreement, word for word, with what is wrong with it as it was saved.

    ``version`` is what the text calls itself. A text that a settlement has used never changes.
    """

    fence: ClassVar = of_agreement(
        closed="id IN (SELECT version_id FROM sharing_run)", deletes=False
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("协议"), related_name="versions"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("登记区县"), related_name="+"
    )
    version = models.TextField(_("版本"))
    text = models.TextField(_("条文"))
    valid_from = models.DateField(_("生效"), null=True, blank=True)
    valid_to = models.DateField(_("失效"), null=True, blank=True)
    problems = models.JSONField(_("检查出的问题"), default=list, blank=True)
    sound = models.BooleanField(_("可结算"), default=False)
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("保存人"), related_name="+"
    )
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

    objects = FencedQuerySet["AgreementVersion"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("协议版本")
        ordering = ("agreement", "-valid_from", "-saved_at")
        constraints: ClassVar = [
            models.UniqueConstraint("agreement", "version", name="one_text_a_version"),
            models.UniqueConstraint("district", "id", name="version_of_its_district"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_version_lasts",
            ),
        ]

    def __str__(self) -> str:
        return self.version
