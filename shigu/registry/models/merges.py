"""Merges of two organisations, written by the database (``functions.sql``) and undone by it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet, User
from shigu.districts.vocabulary import DataClass
from shigu.registry.models.organisation import Organisation


class Merge(models.Model):
    """``drop`` was the same organisation as ``keep``; what leaned on it leans on ``keep`` since."""

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="", by_system=True, deletes=False)

    keep = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("保留"), related_name="merges"
    )
    drop = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("并入"), related_name="dropped_by"
    )
    reason = models.TextField(_("事由"))
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("合并时间"), db_default=Now())
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("合并撤销时间"), null=True)
    undone_why = models.TextField(_("撤销事由"), blank=True)

    objects = FencedQuerySet["Merge"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("合并")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="merged_for_a_reason"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | ~models.Q(undone_why=""),
                name="parted_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["drop"], condition=models.Q(undone_at=None), name="merged_once"
            ),
        ]


class Repointed(models.Model):
    """A row that a merge re-pointed, or had to leave (``moved`` false) for a unique pair.

    It may be a row that the reader does not see, so nobody reads it; merges are undone by it.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "nobody", column="", by_system=True, deletes=False)

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="repointed")
    table = models.TextField()
    column = models.TextField()
    key = models.TextField()
    moved = models.BooleanField()

    objects = FencedQuerySet["Repointed"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("改指记录")
        ordering = ("id",)
