"""Promises as the database tells how they stand: the same six states as the engine's, in SQL."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.db.models import Case, DateField, DecimalField, F, Q, TextField, Value, When
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Cast

from shigu.commitments.vocabulary import Standing
from shigu.districts.models import FencedQuerySet


class CommitmentQuerySet(FencedQuerySet[Any]):
    """Promises of the districts whose projects one reads."""

    def standing(self, today: datetime.date) -> Self:
        """With ``state`` and ``part`` (of one) as they are ``today``.

        The rule is :func:`shigu.engine.promises.standing.state`; a test compares the two.
        """
        warned = ExpressionWrapper(F("due") - F("warn_days"), output_field=DateField())
        return self.annotate(
            warns_on=Cast(warned, DateField()),
            state=Case(
                When(met_on__lte=F("due"), then=Value(Standing.MET.value)),
                When(met_on__isnull=False, then=Value(Standing.LATE.value)),
                When(
                    Q(due__lt=today) & Q(reached__gt=0),
                    then=Value(Standing.PARTLY.value),
                ),
                When(due__lt=today, then=Value(Standing.MISSED.value)),
                When(warns_on__lte=today, then=Value(Standing.DUE_SOON.value)),
                default=Value(Standing.ON_TRACK.value),
                output_field=TextField(),
            ),
            part=Case(
                When(amount__isnull=True, then=None),
                When(reached__isnull=True, then=Value(0)),
                default=F("reached") / F("amount"),
                output_field=DecimalField(max_digits=18, decimal_places=6),
            ),
        )
