"""The doubles of the register, found by the engine and put up for judgement."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.policies import may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.entity.resolve.resolving import resolve
from shigu.registry.actions.judging import Found, propose
from shigu.registry.bridge import evidence, judgements, likeness, record
from shigu.registry.models import Organisation, Proposal


@action("registry.find", _("查找重复"))
def find(actor: Actor, *, reason: str = "") -> list[Proposal]:
    """Put up every pair of standing rows that the engine does not hold for two organisations.

    Raises:
        Refused: the actor keeps no registry.
    """
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    rows = list(Organisation.objects.visible_to(actor).order_by("pk"))
    return propose(actor, _found(actor, rows), reason=reason)


def _found(actor: Actor, rows: list[Organisation]) -> Iterator[Found]:
    records = [record(row) for row in rows]
    resolved = resolve(records, judgements(actor, rows))
    for (one, other), bits in zip(resolved.pairs, resolved.bits, strict=True):
        first, second = rows[int(one)], rows[int(other)]
        yield first, second, likeness(int(bits)), evidence(first, second)
