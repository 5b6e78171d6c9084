"""What people do with the list of an agreement: enrol, confirm, take off."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.engine.sharing.rules.values import Event
from shigu.registry.models import Organisation
from shigu.sharing.models import Agreement, Confirmation, Enrolment
from shigu.sharing.policies import confirmed, may_confirm, may_keep, person, seats_as_party


@dataclass(frozen=True, slots=True)
class Listed:
    """A firm as it stands on the list: the parties it binds, its facts and dates."""

    host: str
    evidence: str
    introducer: str = ""
    origin: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[Event, datetime.date] = field(default_factory=dict)


@action("sharing.enrol", gettext_lazy("列入名单"))
def enrol(
    actor: Actor, agreement: Agreement, organisation: Organisation, listed: Listed, *, reason: str
) -> Enrolment:
    """Put a firm on the list, or change how it stands there.

    Taxes of the firm go into a settlement once each district that collects them has confirmed;
    a district whose taxes are newly needed has to confirm.

    Raises:
        Refused: another's agreement, no reason, a party that the agreement has not, no evidence.
    """
    may_keep(actor, agreement).require()
    say_why(reason)
    _check(agreement, listed)
    row, _made = Enrolment.objects.update_or_create(
        agreement=agreement,
        organisation=organisation,
        defaults={
            "district_id": agreement.district_id,
            "host": listed.host,
            "introducer": listed.introducer,
            "origin": listed.origin,
            "facts": dict(listed.facts),
            "dates": {event.value: day.isoformat() for event, day in listed.dates.items()},
            "evidence": listed.evidence.strip(),
            "left_at": None,
        },
    )
    return row


@action("sharing.confirm_firm", gettext_lazy("确认名单"))
def confirm(actor: Actor, enrolment: Enrolment, *, reason: str = "") -> list[Confirmation]:
    """Agree, for each party one acts for, that its taxes of the firm go into settlements.

    Raises:
        Refused: the actor acts for none of the parties that have to confirm.
    """
    may_confirm(actor, enrolment).require()
    waiting = [one for one in enrolment.collecting if one not in confirmed(enrolment)]
    return [
        Confirmation.objects.create(
            enrolment=enrolment,
            agreement_id=enrolment.agreement_id,
            keeper_id=enrolment.district_id,
            district=seat,
            player=seat.player,
            user_id=person(actor),
            reason=reason.strip(),
        )
        for seat in seats_as_party(actor, waiting)
    ]


@action("sharing.take_off", pgettext_lazy("历史", "移出名单"))
def take_off(actor: Actor, enrolment: Enrolment, day: datetime.date, *, reason: str) -> Enrolment:
    """Take a firm off the list: years after ``day`` are settled without it.

    Raises:
        Refused: another's agreement, or no reason.
    """
    may_keep(actor, enrolment.agreement).require()
    say_why(reason)
    enrolment.left_at = day
    enrolment.save()
    return enrolment


def _check(agreement: Agreement, listed: Listed) -> None:
    for party in filter(None, (listed.host, listed.introducer, listed.origin)):
        if party not in agreement.parties:
            raise Refused(_("%s 不是这份协议的一方。") % party)
    if not listed.evidence.strip():
        raise Refused(_("请写明列入名单的依据：会议纪要、落户协议或文件编号。"))
