"""Articles as they were read, the families they belong to, and what they are found by."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass
from shigu.ingest.models.sources import Run, Source

PART = (MinValueValidator(0.0), MaxValueValidator(1.0))


class Family(models.Model):
    """One story told by several pages; they confirm it once.

    ``like`` is the family that this one was rewritten from, and is not independent of.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="", appends=True)

    like = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("改写自"), related_name="+"
    )
    likeness = models.FloatField(_("相似度"), default=0.0, validators=PART)

    objects = FencedQuerySet["Family"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("同源报道")


@tracked("document_changed", but=("raw", "blocks", "signs", "bands"))
class Document(models.Model):
    """A page as it was received, kept for good; a changed page is another row.

    ``raw`` is the text that all offsets are in, ``blocks`` its lines ``{start, end, role, score}``,
    ``signs`` why ``integrity`` is less than one, ``body_sha256`` the hash of the normalised body.
    ``earlier`` is the version before of the same ``url``. ``bands`` are the MinHash keys by which
    near-duplicates are found.
    """

    fence: ClassVar = Fence(
        DataClass.REGISTRY, "members", column="", changes=("family_id",), deletes=False
    )

    sha256 = models.CharField(_("指纹"), max_length=64, unique=True)
    url = models.TextField(_("网址"), blank=True)
    filename = models.TextField(_("原文件"), blank=True)
    title = models.TextField(_("标题"), blank=True)
    published = models.DateField(_("发布日期"), null=True, blank=True)
    author = models.TextField(_("作者"), blank=True)
    site = models.TextField(_("媒体"), blank=True)
    fetched_at = models.DateTimeField(_("读取时间"))
    mime = models.TextField(_("格式"), blank=True)
    encoding = models.TextField(_("编码"), blank=True)
    raw = models.TextField(_("原文"))
    blocks = models.JSONField(_("各行"), default=list)
    integrity = models.FloatField(_("可信度"), validators=PART)
    signs = models.JSONField(_("可疑之处"), default=list, blank=True)
    body_sha256 = models.CharField(_("正文指纹"), max_length=64)
    bands = ArrayField(models.BigIntegerField(), default=list)
    family = models.ForeignKey(
        Family, models.PROTECT, verbose_name=_("同源报道"), related_name="documents"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, verbose_name=_("资讯来源"), related_name="+"
    )
    run = models.ForeignKey(
        Run,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("读取记录"),
        related_name="documents",
    )
    earlier = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("前一版"),
        related_name="later",
    )

    objects = FencedQuerySet["Document"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("文章")
        ordering = (models.F("published").desc(nulls_last=True), "-id")
        indexes: ClassVar = [
            models.Index(
                models.F("published").desc(nulls_last=True),
                models.F("id").desc(),
                name="documents_latest",
            ),
            models.Index(fields=["url"], name="documents_by_url"),
            models.Index(fields=["site", "-id"], name="documents_of_site"),
            models.Index(fields=["integrity", "id"], name="documents_by_integrity"),
            models.Index(fields=["body_sha256"], name="documents_by_body"),
            GinIndex(fields=["bands"], name="documents_alike"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(integrity__gte=0, integrity__lte=1), name="integrity_is_a_part"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.filename or self.url or self.sha256[:12]

    def get_absolute_url(self) -> str:
        return reverse("ingest:document", args=[self.pk])


class DocumentWords(models.Model):
    """What an article is found by, segmented; outside the reading fence, so the index is used.

    Each result is then looked up in ``Document``, which is fenced.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "everyone", column="")

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="words"
    )
    words = SearchVectorField()

    objects = FencedQuerySet["DocumentWords"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("文章检索词")
        indexes: ClassVar = [GinIndex(fields=["words"], name="document_words")]
