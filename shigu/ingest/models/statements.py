"""What documents say: proposals of a machine, each keyed to its characters."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.engine.text.second import PREFIX
from shigu.ingest.models.documents import PART, Document
from shigu.ingest.vocabulary import TYPES


class StatementQuerySet(FencedQuerySet["Statement"]):
    """Statements, and who read them."""

    def by_machine(self) -> Self:
        """Those of the reader that proposals and events follow from; a second opinion is beside."""
        return self.exclude(extractor__startswith=PREFIX)

    def by_second(self) -> Self:
        """Those of second readers, in their order."""
        return self.filter(extractor__startswith=PREFIX).order_by("number")


class Statement(models.Model):
    """Characters ``start:end`` of ``document.raw`` and what they were read as.

    ``said`` is ``engine.text.claims.Claim.said``; ``name`` is whom it is about, ``type`` the type
    of the name, the key of the value, or the relation or event. ``modality`` is empty for names.
    Statements are only added: another extractor writes its own, numbered on. Those of a second
    reader (``second:`` and its model) have ``said["agreement"]``: ``verdict`` (confirmed,
    contradicts, alone) and ``against``, the numbers of the machine's statements it is of.
    """

    class Kind(models.TextChoices):
        ENTITY = "entity", _("名称")
        ATTRIBUTE = "attribute", _("数值")
        RELATION = "relation", _("关系")
        EVENT = "event", _("事件")
        TAXONOMY = "taxonomy", _("产业分类")

    class Modality(models.TextChoices):
        PLANNED = "planned", _("计划")
        AGREED = "agreed", _("约定")
        HAPPENED = "happened", _("发生")
        CUMULATIVE = "cumulative", _("累计")
        LEVEL = "level", pgettext_lazy("modality", "量级")

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="", appends=True)

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("文章"), related_name="statements"
    )
    number = models.PositiveIntegerField(_("序号"))
    kind = models.TextField(_("类型"), choices=Kind)
    type = models.TextField(_("细类"))
    name = models.TextField(_("所指"))
    said = models.JSONField(_("内容"))
    start = models.PositiveIntegerField(_("起"))
    end = models.PositiveIntegerField(_("止"))
    sha256 = models.CharField(_("引文指纹"), max_length=64)
    confidence = models.FloatField(_("把握"), validators=PART)
    modality = models.TextField(_("语气"), choices=Modality, blank=True)
    extractor = models.TextField(_("读取程序"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("陈述")
        ordering = ("document", "extractor", "number")
        indexes: ClassVar = [
            models.Index(fields=["name", "document"], name="statements_about"),
            models.Index(fields=["kind", "type", "-id"], name="statements_of_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "extractor", "number"], name="statements_are_numbered"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="statement_has_words"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="confidence_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.name}"

    @property
    def type_word(self) -> str:
        """The type in the words of people."""
        return str(TYPES.get(self.type, self.type))

    @property
    def quote(self) -> str:
        """The characters that it was read from."""
        return self.document.raw[self.start : self.end]

    @property
    def is_second(self) -> bool:
        """Whether a second reader says it."""
        return self.extractor.startswith(PREFIX)
