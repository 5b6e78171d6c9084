"""Task forces: people of several districts with a visibility of their own."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet, Status, User
from shigu.districts.vocabulary import DataClass
from shigu.work.models.fenced import FORCE_READS, KEEPS


@pghistory.track()
class TaskForce(models.Model):
    """A task force (专班). ``district`` convenes it; ``people`` and ``parties`` are its members.

    ``open_to`` says who reads its tasks and meetings: its members, or all of their districts.
    """

    class OpenTo(models.TextChoices):
        MEMBERS = "members", _("仅成员本人")
        DISTRICTS = "districts", _("成员所在区县")

    keys: ClassVar = {"parties": District, "people": User}
    fence: ClassVar = Fence(
        DataClass.WORK,
        "nobody",
        or_read=FORCE_READS,
        by_system=True,
        or_write=f"{KEEPS} AND ({FORCE_READS})",
        deletes=False,
        lent_class=DataClass.WORK,
        lent_columns=("parties",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("召集单位"), related_name="+"
    )
    name = models.TextField(_("名称"))
    purpose = models.TextField(_("任务"), blank=True)
    head = models.ForeignKey(User, models.PROTECT, verbose_name=_("组长"), related_name="+")
    open_to = models.TextField(_("谁看得到"), choices=OpenTo, default=OpenTo.MEMBERS)
    people = ArrayField(models.BigIntegerField(), verbose_name=_("成员"))
    parties = ArrayField(models.BigIntegerField(), verbose_name=_("成员区县"))
    is_active = models.BooleanField(_("在运行"), default=True)
    status = models.TextField(_("性质"), choices=Status, default=Status.FACT)

    objects = FencedQuerySet["TaskForce"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作专班")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("work:force", args=[self.pk])

    @property
    def members_count(self) -> int:
        """How many people it has."""
        return len(self.people)
