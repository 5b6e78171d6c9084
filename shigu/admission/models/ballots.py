"""What members judged: that one has handed in is told at once, how one judged only afterwards."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shigu.admission.models.evaluations import Evaluation
from shigu.admission.models.fenced import OF_EVALUATION
from shigu.districts.fences import ACTOR, Fence
from shigu.districts.models import District, FencedQuerySet, User
from shigu.districts.vocabulary import DataClass

MAY_JUDGE = f"""person_id = {ACTOR} AND EXISTS (
    SELECT FROM admission_evaluation e
    WHERE e.id = evaluation_id AND e.decision = '' AND person_id = ANY (e.people))"""
MAY_LOOK = f"""EXISTS (
    SELECT FROM admission_evaluation e WHERE e.id = admission_score.evaluation_id
    AND (admission_score.person_id = {ACTOR} OR e.decision <> '' OR EXISTS (
        SELECT FROM admission_ballot b WHERE b.evaluation_id = e.id AND b.person_id = {ACTOR})
        OR (SELECT count(*) FROM admission_ballot b WHERE b.evaluation_id = e.id)
            = cardinality(e.people)))"""  # noqa: S608 - constants of this file


class Ballot(models.Model):
    """That a member has handed in; written by the database as the points are."""

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "nobody",
        or_read=OF_EVALUATION,
        by_system=True,
        inserts=f"{MAY_JUDGE} AND pg_trigger_depth() > 0",
        ties=("evaluation",),
        appends=True,
        lent_class=DataClass.PROJECTS,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, db_constraint=False, related_name="ballots"
    )
    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("评委"), related_name="+")
    handed_in_at = models.DateTimeField(_("交表时间"))

    objects = FencedQuerySet["Ballot"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("交表")
        ordering = ("handed_in_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "person"], name="one_ballot_a_member")
        ]


HANDED_IN = pgtrigger.Trigger(
    name="handed_in",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
    INSERT INTO admission_ballot (id, district_id, evaluation_id, person_id, handed_in_at)
    VALUES (NEW.id, NEW.district_id, NEW.evaluation_id, NEW.person_id, clock_timestamp());
    RETURN NULL;
    """,
)
"""Nobody hands in without points and so gets to see the others'."""


class Score(models.Model):
    """The points of one member, read by others once they or all have handed in, or it is decided.

    ``points`` maps criteria of the sheet to points; ``vetoes`` are items of it.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS,
        "nobody",
        or_read=MAY_LOOK,
        by_system=True,
        inserts=MAY_JUDGE,
        ties=("evaluation",),
        appends=True,
        lent_class=DataClass.PROJECTS,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, db_constraint=False, related_name="scores"
    )
    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("评委"), related_name="+")
    points = models.JSONField(_("各项得分"))
    total = models.DecimalField(_("总分"), max_digits=7, decimal_places=2)
    vetoes = ArrayField(models.TextField(), verbose_name=_("否决项"), default=list, blank=True)
    remark = models.TextField(_("意见"), blank=True)

    objects = FencedQuerySet["Score"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评分")
        ordering = ("evaluation", "id")
        triggers: ClassVar = [HANDED_IN]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "person"], name="one_score_a_member"),
            models.CheckConstraint(
                condition=models.Q(total__gte=0), name="a_total_is_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(vetoes=[]) | ~models.Q(remark=""), name="a_veto_says_why"
            ),
        ]
