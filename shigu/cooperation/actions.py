"""What people do with partnerships: register, revise, strike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.cooperation.models import Partner, Partnership
from shigu.districts.actors import Actor
from shigu.districts.models import Status
from shigu.districts.policies import Refused, may_write_somewhere, say_why
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation

Values = Mapping[str, Any]
FEWEST = 2


@action("cooperation.register", pgettext_lazy("历史", "登记科研合作"))
def register(
    actor: Actor, values: Values, parties: Iterable[Organisation], *, reason: str
) -> Partnership:
    """Register who works together on what.

    Raises:
        Refused: the actor keeps no register, fewer than two organisations, a fact without its
            source, or no reason.
        ValidationError: a value cannot be used.
    """
    _may(actor, reason)
    made = _kept(Partnership(code=f"coop-{uuid4().hex[:12]}", **values))
    _set_parties(made, parties)
    return made


@action("cooperation.revise", gettext_lazy("修改科研合作"))
def revise(
    actor: Actor,
    partnership: Partnership,
    values: Values,
    parties: Iterable[Organisation] | None = None,
    *,
    reason: str,
) -> Partnership:
    """Change what is known of a partnership; its parties where they are told.

    Raises:
        Refused: the actor keeps no register, fewer than two organisations, a fact without its
            source, or no reason.
        ValidationError: a value cannot be used.
    """
    _may(actor, reason)
    locked = Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    _kept(locked)
    if parties is not None:
        _set_parties(locked, parties)
    return locked


@action("cooperation.strike", pgettext_lazy("历史", "删去科研合作"))
def strike(actor: Actor, partnership: Partnership, *, reason: str) -> None:
    """Take a partnership out of the register; history keeps it.

    Raises:
        Refused: the actor keeps no register, or no reason.
    """
    _may(actor, reason)
    partnership.delete()


def _may(actor: Actor, reason: str) -> None:
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    say_why(reason)


def _kept(partnership: Partnership) -> Partnership:
    if partnership.status == Status.FACT and partnership.source_id is None:
        raise Refused(_("事实须写明来源。"))
    partnership.full_clean()
    partnership.save()
    return partnership


def _set_parties(partnership: Partnership, parties: Iterable[Organisation]) -> None:
    wanted = {row.pk for row in parties}
    if len(wanted) < FEWEST:
        raise Refused(_("合作至少有两方。"))
    partnership.parties.exclude(organisation__in=wanted).delete()
    standing = set(partnership.parties.values_list("organisation", flat=True))
    Partner.objects.bulk_create(
        Partner(partnership=partnership, organisation_id=key) for key in sorted(wanted - standing)
    )
