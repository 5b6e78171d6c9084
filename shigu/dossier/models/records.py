"""What the records of a project's file have in common."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project


def of_project() -> Fence:
    """Read and written like the project that it is tied to; goes along with it."""
    return Fence(DataClass.PROJECTS, "district", ties=("project",))


def wan(label: Any) -> models.DecimalField[Any, Any]:
    """An amount that may be unknown, in 万."""
    return models.DecimalField(label, max_digits=18, decimal_places=6, null=True, blank=True)


def measure(label: Any) -> models.DecimalField[Any, Any]:
    """A measure that may be unknown."""
    return models.DecimalField(label, max_digits=18, decimal_places=4, null=True, blank=True)


class Record(models.Model):
    """Base: ``record`` names its kind in addresses, ``known_by`` are the columns that tell it from
    others of the same project, ``units`` those of its numbers.
    """

    record: ClassVar[str]
    known_by: ClassVar[tuple[str, ...]] = ()
    units: ClassVar[dict[str, Any]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="+"
    )
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#dossier"


class Papered(Record):
    """Base: with the paper itself; another takes its place, and history keeps no bytes."""

    file_name = models.TextField(_("文件"), blank=True, editable=False)
    content = models.BinaryField(_("内容"), null=True, editable=False)

    class Meta:
        abstract = True
