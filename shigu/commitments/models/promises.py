"""A promise: an indicator, an amount or a day, its deadlines, and where it stands written."""

from __future__ import annotations

import uuid
from typing import ClassVar

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.commitments.querysets import CommitmentQuerySet
from shigu.commitments.vocabulary import Basis, choices, name_of, unit_of
from shigu.districts.fences import Fence
from shigu.districts.models import District, Recorded
from shigu.districts.vocabulary import DataClass
from shigu.ingest.models import Statement
from shigu.projects.models import Project


@pghistory.track()
class Commitment(Recorded):
    """What was promised for a project. ``amount`` is in the unit of its indicator.

    ``due`` binds; ``other_due`` is a second deadline that another paper names (``other_basis``),
    and both are shown. ``statement`` is what an article says, taken over by a person, that the
    promise was recorded from. ``reached``, ``reached_on`` and ``met_on`` are what the evidence
    adds up to (:func:`shigu.engine.promises.standing.reached`); actions keep them in step.
    """

    fence: ClassVar = Fence(
        DataClass.PROJECTS, "district", ties=("project",), deletes=False, moves=True
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("所属区县"), related_name="commitments"
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        db_constraint=False,
        verbose_name=_("项目"),
        related_name="commitments",
    )
    indicator = models.TextField(_("指标"), choices=choices)
    amount = models.DecimalField(
        _("承诺值"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    due = models.DateField(_("期限"))
    other_due = models.DateField(_("另一期限"), null=True, blank=True)
    other_basis = models.TextField(_("另一期限的依据"), blank=True)
    warn_days = models.PositiveSmallIntegerField(_("提前预警（天）"))
    basis = models.TextField(_("依据"), choices=Basis)
    paper = models.TextField(_("文件编号"), blank=True)
    clause = models.TextField(_("条款"), blank=True)
    page = models.TextField(_("页码"), blank=True)
    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("所据表述"),
        related_name="promises",
    )
    reached = models.DecimalField(
        _("已完成"), max_digits=18, decimal_places=6, null=True, blank=True, editable=False
    )
    reached_on = models.DateField(_("截至"), null=True, blank=True, editable=False)
    met_on = models.DateField(_("兑现日"), null=True, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("承诺")
        ordering = ("due", "id")
        constraints: ClassVar = [
            models.UniqueConstraint("district", "code", name="commitment_code_in_its_district"),
            models.UniqueConstraint(fields=["district", "id"], name="commitment_of_its_district"),
            models.UniqueConstraint(
                fields=["project", "statement"], name="a_statement_is_promised_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gt=0),
                name="an_amount_is_promised",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="agreement")
                | ~models.Q(models.Q(paper="") | models.Q(clause="")),
                name="an_agreement_names_number_and_clause",
            ),
            models.CheckConstraint(
                condition=models.Q(other_due__isnull=True) | ~models.Q(other_basis=""),
                name="a_second_deadline_names_its_paper",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due", "id"], name="commitments_by_due"),
            models.Index(fields=["district", "due"], name="commitments_of_a_district"),
            models.Index(fields=["project", "due"], name="commitments_of_a_project"),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.indicator_name}"

    @property
    def indicator_name(self) -> str:
        """The indicator in the language of the reader."""
        return name_of(self.indicator)

    @property
    def unit(self) -> str:
        """The unit of the amount in the language of the reader."""
        return unit_of(self.indicator)

    def get_absolute_url(self) -> str:
        return reverse("commitments:commitment", args=[self.pk])
