"""Two organisations as a pair, told one way, and what is in force about it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from shigu.districts.actors import Actor
from shigu.registry.models import Judgement, Organisation, Proposal

WAITING, MERGED = "waiting", "merged"


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


def proposed(actor: Actor) -> QuerySet[Any]:
    """Pairs that are up, with ``state``: waiting, what is in force, or merged."""
    merged = Q(one__merged_into__isnull=False) | Q(other__merged_into__isnull=False)
    rows = Proposal.objects.visible_to(actor).annotate(
        state=Case(
            When(merged, then=Value(MERGED)),
            default=Coalesce(in_force("verdict"), Value(WAITING)),
            output_field=TextField(),
        )
    )
    places = ("one__district", "other__district", "one__merged_into", "other__merged_into")
    return rows.select_related("one", "other", *places)


def neighbours(rows: QuerySet[Any], key: int) -> tuple[int | None, int | None]:
    """The pairs before and after one in the order of the list, waiting ones only."""
    keys = list(rows.filter(Q(state=WAITING) | Q(pk=key)).values_list("pk", flat=True))
    at = keys.index(key)
    return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)
