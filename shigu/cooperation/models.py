"""Facts about partnerships; they are open to all members and kept by whoever keeps a register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet, Recorded
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation

OPEN = Fence(DataClass.REGISTRY, "members", column="")


@tracked("partnership_changed")
class Partnership(Recorded):
    """Organisations that build or research something together, or have signed to."""

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("联合实验室")
        RESEARCH = "research", _("联合攻关")
        PILOT = "pilot", _("中试与转化")
        AGREEMENT = "agreement", _("战略合作")

    fence: ClassVar = OPEN

    code = models.TextField(_("编号"), unique=True)
    kind = models.TextField(_("类型"), choices=Kind)
    subject = models.TextField(_("合作内容"), blank=True)
    since = models.CharField(_("起"), max_length=10, blank=True)
    until = models.CharField(_("止"), max_length=10, blank=True)

    objects = FencedQuerySet["Partnership"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("科研合作")
        ordering = ("-since", "code")
        indexes: ClassVar = [
            models.Index(fields=["kind", "-since", "id"], name="partnerships_of_kind")
        ]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("cooperation:partnership", args=[self.pk])


@tracked("partner_changed")
class Partner(models.Model):
    """An organisation in a partnership."""

    fence: ClassVar = OPEN

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, verbose_name=_("科研合作"), related_name="parties"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("组织"), related_name="partnerships"
    )

    objects = FencedQuerySet["Partner"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("合作方")
        ordering = ("organisation__name_zh", "id")
        constraints: ClassVar = [
            models.UniqueConstraint("partnership", "organisation", name="a_partner_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)
