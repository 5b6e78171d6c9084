"""Judging whether two rows are one organisation; what the engine proposes waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, Status
from shigu.districts.policies import Refused, may_write_somewhere, say_why
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Judgement, Organisation, Proposal
from shigu.registry.pairs import in_order

Found = tuple[Organisation, Organisation, float, list[dict[str, Any]]]


@action("registry.judge", gettext_lazy("判断异同"))
def judge(
    actor: Actor, one: Organisation, other: Organisation, verdict: str, *, reason: str
) -> Judgement:
    """Say that two rows are one organisation, are not, or that it cannot be told.

    It is said in the name of a district of the two that the actor keeps.

    Raises:
        Refused: the actor keeps no registry, a row beside itself, or no reason.
    """
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    say_why(reason)
    if one.pk == other.pk:
        raise Refused(_("这是同一行，无须判断。"))
    first, second = in_order(one, other)
    return Judgement.objects.create(
        one=first,
        other=second,
        verdict=Judgement.Verdict(verdict),
        reason=reason.strip(),
        district=_in_the_name_of(actor, first, second),
        judged_by_id=actor.id,
    )


def _in_the_name_of(actor: Actor, *rows: Organisation) -> District | None:
    kept = (row.district for row in rows if row.district)
    return next((place for place in kept if actor.writes(DataClass.REGISTRY, place.pk)), None)


@action("registry.propose", gettext_lazy("提出疑似重复"))
def propose(actor: Actor, pairs: Iterable[Found], *, reason: str = "") -> list[Proposal]:
    """Put pairs up for judgement: two rows, likeness in 0–1, evidence by field.

    A pair that is up already takes the new likeness and evidence. One with an illustrative row is
    illustrative.

    Raises:
        Refused: the actor keeps no registry.
    """
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    made = [
        Proposal(
            one=first, other=second, score=score, evidence=evidence, status=_status(one, other)
        )
        for one, other, score, evidence in pairs
        for first, second in [in_order(one, other)]
    ]
    return Proposal.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["one", "other"],
        update_fields=["score", "evidence", "status"],
    )


def _status(*rows: Organisation) -> str:
    """Fact where both rows are."""
    invented = any(row.status == Status.ILLUSTRATIVE for row in rows)
    return Status.ILLUSTRATIVE if invented else Status.FACT
