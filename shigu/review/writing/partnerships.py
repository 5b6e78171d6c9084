"""Partnerships: registered with their parties."""

from __future__ import annotations

from shigu.cooperation import actions
from shigu.cooperation.models import Partnership
from shigu.review.models import Kind
from shigu.review.writing.written import Order, Written, organisation_called

DAY = 10


def write_partnership(order: Order) -> Written:
    """Register the partnership of organisations that are on the register.

    Raises:
        Refused: a party is not, or fewer than two are told.
    """
    names = [str(name) for name in order.values.get("parties") or ()]
    parties = [organisation_called(order.actor, name) for name in names]
    told = {
        "kind": order.values.get("kind") or Partnership.Kind.AGREEMENT,
        "subject": order.values.get("subject") or "",
        "since": str(order.values.get("since") or "")[:DAY],
    }
    given = {**told, "status": order.source.status, "source": order.source}
    row = actions.register(order.actor, given, parties, reason=order.reason)
    values = {**told, "parties": [party.code for party in parties]}
    return Written(Kind.PARTNERSHIP, row, row.code, values, made=True)
