"""The documents of a plan: the full one, and what others may be shown of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.plans.models.asked import Plan

READS_ALL_OF_IT = (
    "district_id = ANY ((SELECT shigu_scope.readable('plans'))::bigint[]) "
    "AND owners <@ (SELECT shigu_scope.readable('projects'))::bigint[]"
)


class PaperQuerySet(FencedQuerySet["Paper"]):
    """Papers of plans one reads, all of whose projects one reads as well."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everything:
            return self
        return self.filter(
            district__in=actor.readable.get(DataClass.PLANS, frozenset()),
            owners__contained_by=sorted(actor.readable.get(DataClass.PROJECTS, frozenset())),
        )


class Paper(models.Model):
    """The whole plan with every project in it, or why there is none; written once.

    Whoever reads plans of its district reads it only if they read the projects of every district
    in ``owners`` too: a grant of plans alone opens the outline.
    """

    fence: ClassVar = Fence(DataClass.PLANS, "nobody", or_read=READS_ALL_OF_IT)

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="paper")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    owners = ArrayField(models.BigIntegerField(), default=list)
    body = models.TextField(_("方案全文"), blank=True)
    problem = models.TextField(_("未成的原因"), blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方案全文")


class Outline(models.Model):
    """What a district may be shown of a plan without a word about single projects; written once."""

    fence: ClassVar = Fence(DataClass.PLANS, "district")

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="outline")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    body = models.JSONField(_("方案概要"))

    objects = FencedQuerySet["Outline"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方案概要")
