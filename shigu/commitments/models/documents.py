"""The papers behind evidence and remedies, byte for byte."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.commitments.models.promises import Commitment
from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass


class Document(models.Model):
    """A file as it was brought; ``sha256`` names its bytes. Files are only added."""

    fence: ClassVar = Fence(
        DataClass.PROJECTS, "district", ties=("commitment",), appends=True, moves=True
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, db_constraint=False, related_name="documents"
    )
    name = models.TextField(_("文件名"))
    sha256 = models.CharField(_("指纹"), max_length=64)
    content = models.BinaryField(_("内容"))
    added_at = models.DateTimeField(_("上传"), auto_now_add=True)

    objects = FencedQuerySet["Document"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("履约文件")
        ordering = ("-added_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "id"], name="document_of_its_district"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("commitments:document", args=[self.pk])
