"""Under which agreement, and which of its clauses, a hand-over parts the credit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.districts.fences import Fence
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import HandOver
from shigu.projects.models.handover import OF_THE_OFFICE, WRITES
from shigu.sharing.models.agreements import Agreement
from shigu.sharing.models.fenced import SEEN

OF_ITS_DISTRICT = WRITES.format(column="district_id", of="projects")
PROPOSED = """EXISTS (SELECT FROM projects_handover h
    WHERE h.id = hand_over_id AND h.district_id = sharing_handoverterms.district_id
      AND h.state = 'proposed')"""


class HandOverTerms(models.Model):
    """The clause of ``agreement`` that binds a hand-over, as its text stood when it was proposed.

    ``introducer`` and ``host`` are the players that the roles of the clause are bound to, the
    shares what it gives them in its first year. Written once with the hand-over, by who filed it.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "district",
        or_read=SEEN,
        inserts=f"({OF_ITS_DISTRICT} OR ({OF_THE_OFFICE})) AND {SEEN} AND {PROPOSED}",
        appends=True,
    )

    hand_over = models.OneToOneField(
        HandOver,
        models.PROTECT,
        primary_key=True,
        verbose_name=_("流转"),
        related_name="terms",
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("提出单位"), related_name="+"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("适用的分享协议"), related_name="hand_overs"
    )
    version = models.TextField(_("协议版本"))
    rule = models.TextField(_("规则"))
    clause = models.TextField(_("条款"))
    introducer = models.TextField(_("引荐方"))
    host = models.TextField(_("落地方"))
    share_introducer = models.DecimalField(_("引荐方份额"), max_digits=5, decimal_places=4)
    share_host = models.DecimalField(_("落地方份额"), max_digits=5, decimal_places=4)

    objects = FencedQuerySet["HandOverTerms"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("流转适用条款")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(share_introducer__gte=0, share_host__gte=0)
                & ~models.Q(introducer=models.F("host")),
                name="a_clause_parts_two_players",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.clause}"
