"""What documents propose; each is keyed to the row that it would change and to its sentences."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shigu.chain.models import Link
from shigu.districts.fences import Fence
from shigu.districts.models import FencedQuerySet
from shigu.districts.models.tracking import tracked
from shigu.districts.vocabulary import DataClass
from shigu.ingest.models import Document, Statement
from shigu.review.words import doubt

JUDGES = " OR ".join(
    f"(SELECT shigu_scope.may('{each}'))"
    for each in (DataClass.CHAIN, DataClass.PROJECTS, DataClass.TERRITORY)
)


class Kind(models.TextChoices):
    """What a proposal would make or change."""

    ORGANISATION = "organisation", _("企业与机构")
    PROJECT = "project", pgettext_lazy("一个", "项目")
    STAGE = "stage", _("项目进展")
    SPACE = "space", _("空间")
    PARTNERSHIP = "partnership", _("科研合作")
    POSITION = "position", _("环节归属")


class State(models.TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", _("待研判")
    ACCEPTED = "accepted", _("已采纳")
    CORRECTED = "corrected", _("改后采纳")
    REJECTED = "rejected", _("已否定")
    REOPENED = "reopened", _("原文有变")
    SUPERSEDED = "superseded", _("已被取代")


OPEN = (State.PROPOSED, State.REOPENED)
"""What waits for a person."""
TAKEN = (State.ACCEPTED, State.CORRECTED)
"""What a person took over."""


@tracked("proposal_changed", but=("evidence",))
class NewsProposal(models.Model):
    """What ``document`` would change in one row; ``engine.text.proposals.values.Proposal`` kept.

    ``values`` and ``plans`` are lists of ``{field, value, modality, confidence, statements,
    qualifier, time}``; ``evidence`` are the sentences ``{start, end, sha256, statements}`` of the
    raw text; ``doubts`` say in both languages why it is to be looked at by itself. ``target`` is
    the code of the row that is meant where that is open to everyone; of projects it never is.
    ``changes`` says which sentences are gone from a later version of the page. ``landing`` is the
    link at which a project came to stand by what was accepted; empty once that is taken back.
    """

    fence: ClassVar = Fence(
        DataClass.REGISTRY, "members", column="", or_write=JUDGES, deletes=False
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("文章"), related_name="proposals"
    )
    kind = models.TextField(_("类型"), choices=Kind)
    key = models.TextField(_("所指"))
    subject = models.TextField(_("对象"))
    target = models.TextField(_("已有记录"), blank=True)
    link = models.ForeignKey(
        Link, models.PROTECT, null=True, blank=True, verbose_name=_("环节"), related_name="+"
    )
    landing = models.ForeignKey(
        Link,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("落地的环节"),
        related_name="landings",
    )
    values = models.JSONField(_("内容"), default=list)
    plans = models.JSONField(_("计划"), default=list, blank=True)
    evidence = models.JSONField(_("依据的原文"), default=list)
    doubts = models.JSONField(_("疑点"), default=list, blank=True)
    modality = models.TextField(_("语气"), choices=Statement.Modality, blank=True)
    confidence = models.FloatField(
        _("把握"), validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    bulk = models.BooleanField(_("可成批采纳"), default=False)
    state = models.TextField(_("状态"), choices=State, default=State.PROPOSED)
    changes = models.JSONField(_("原文的变化"), default=dict, blank=True)
    made_at = models.DateTimeField(_("提出时间"), auto_now_add=True)

    objects = FencedQuerySet["NewsProposal"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资讯提议")
        ordering = ("-made_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint("document", "key", name="a_document_proposes_a_row_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="proposal_confidence_is_a_part",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-made_at", "id"], name="proposals_by_day"),
            models.Index(fields=["state", "-confidence", "id"], name="proposals_by_confidence"),
            models.Index(fields=["key", "state"], name="proposals_of_a_row"),
            models.Index(fields=["link"], name="proposals_of_link"),
            models.Index(
                fields=["landing"],
                condition=models.Q(landing__isnull=False),
                name="landings_at_link",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("review:proposal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.state in OPEN

    @property
    def told(self) -> dict[str, Any]:
        """The values that may become facts, by field."""
        return {each["field"]: each["value"] for each in self.values}

    @property
    def why_alone(self) -> list[str]:
        """Why it is to be looked at by itself, in the language of the reader."""
        tongue = "en" if get_language() == "en" else "zh"
        return [doubt(each, tongue) for each in self.doubts]

    @property
    def quotes(self) -> list[str]:
        """Its sentences, cut from the page."""
        return [self.document.raw[each["start"] : each["end"]] for each in self.evidence]


class DocumentRead(models.Model):
    """That a document was asked for proposals, and by which reader; each is asked once."""

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="", or_write=JUDGES)

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="read_for_review"
    )
    reader = models.TextField(_("读取程序"))
    at = models.DateTimeField(_("时间"), auto_now=True)

    objects = FencedQuerySet["DocumentRead"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("已送研判的文章")
