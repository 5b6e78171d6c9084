"""Two organisations as a pair, told one way, and what is in force about it."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from shigu.registry.models import Judgement, Organisation


def in_order(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """The row with the lower key first."""
    return (one, other) if one.pk < other.pk else (other, one)


def judgements(one: Organisation, other: Organisation) -> QuerySet[Judgement]:
    """Every word on a pair, the latest first; that one is in force."""
    first, second = in_order(one, other)
    return Judgement.objects.filter(one=first, other=second).order_by("-id")


def in_force(field: str) -> Subquery:
    """A field of the latest judgement of the pair of a row that has ``one`` and ``other``."""
    of_pair = Judgement.objects.filter(one=OuterRef("one"), other=OuterRef("other"))
    return Subquery(of_pair.order_by("-id").values(field)[:1])


def agreed(one: Organisation, other: Organisation, district: int) -> bool:
    """Whether the latest word of a district on the pair is that they are the same."""
    latest = judgements(one, other).filter(district=district).values_list("verdict", flat=True)
    return latest.first() == Judgement.Verdict.SAME
