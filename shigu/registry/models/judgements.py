"""Pairs of organisations: what the engine proposes, and what people judged."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models import District, FencedQuerySet, Status, User
from shigu.districts.vocabulary import DataClass
from shigu.registry.models.organisation import Organisation

OWN_WORD = (
    f"judged_by_id = {ACTOR} AND judged_at BETWEEN now() AND clock_timestamp()"
    " AND (SELECT shigu_scope.may('registry')) AND (district_id IS NULL OR"
    " district_id = ANY ((SELECT shigu_scope.writable('registry'))::bigint[]))"
)


def _one_of_two(words: Any) -> models.ForeignKey[Organisation, Organisation]:
    return models.ForeignKey(Organisation, models.PROTECT, verbose_name=words, related_name="+")


class Pair(models.Model):
    """Base of two organisations; the lower key is ``one``, so that a pair is told one way."""

    one = _one_of_two(_("甲"))
    other = _one_of_two(_("乙"))

    class Meta:
        abstract = True

    @property
    def both(self) -> tuple[Organisation, Organisation]:
        """The two rows."""
        return self.one, self.other


class Judgement(Pair):
    """Whether two rows are one organisation, as a person judged it; the latest is in force.

    Judged in the name of ``district`` where it keeps one of the two. Rows are only added.
    """

    class Verdict(models.TextChoices):
        SAME = "same", _("同一家")
        DIFFERENT = "different", _("不是一家")
        UNSURE = "unsure", _("拿不准")

    fence: ClassVar = Fence(
        DataClass.REGISTRY, "members", column="", inserts=OWN_WORD, appends=True
    )

    verdict = models.TextField(_("判断"), choices=Verdict)
    reason = models.TextField(_("事由"))
    district = models.ForeignKey(
        District, models.PROTECT, null=True, verbose_name=_("区县"), related_name="+"
    )
    judged_by = models.ForeignKey(
        User, models.PROTECT, null=True, verbose_name=_("判断人"), related_name="+"
    )
    judged_at = models.DateTimeField(_("判断时间"), db_default=Now())

    objects = FencedQuerySet["Judgement"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("异同判断")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="judged_in_one_order"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="judged_for_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["one", "other", "-id"], name="judgement_of_pair")]


class Proposal(Pair):
    """Two rows that may be one organisation, as the engine compared them.

    ``score`` is in 0–1; ``evidence`` lists ``{field, one, other, agrees, why, why_en}``.
    """

    fence: ClassVar = Fence(DataClass.REGISTRY, "members", column="")

    score = models.FloatField(_("相像程度"))
    evidence = models.JSONField(_("依据"), default=list)
    status = models.TextField(
        _("性质"), choices=Status, default=Status.FACT, help_text=_("示例不是真实企业。")
    )
    found_at = models.DateTimeField(_("发现时间"), db_default=Now())

    objects = FencedQuerySet["Proposal"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = pgettext_lazy("registry", "疑似重复")
        ordering = ("-score", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="proposed_in_one_order"
            ),
            models.UniqueConstraint("one", "other", name="proposed_once"),
            models.CheckConstraint(
                condition=models.Q(score__range=(0, 1)), name="likeness_of_nought_to_one"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-score", "id"], name="proposal_by_score")]
