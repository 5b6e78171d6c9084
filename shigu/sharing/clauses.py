"""Which clauses of agreements in force part something between who introduces and who hosts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from shigu.districts.actors import Actor
from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.rules.values import Role, Rule, Share
from shigu.sharing.models import Agreement, AgreementVersion
from shigu.sharing.names import in_words

STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule of an agreement: what it gives the introducer and the host in its first year."""

    agreement: Agreement
    version: str
    rule: str
    clause: str
    title: str
    introducer: Decimal
    host: Decimal

    @property
    def key(self) -> str:
        """What names the clause among all."""
        return f"{self.agreement.pk}:{self.rule}"


def clauses(actor: Actor, giver: str, day: datetime.date) -> list[Clause]:
    """Clauses that bind a firm introduced by the player ``giver``, of agreements the actor reads.

    Only texts without a fault that are in force on ``day``, the latest of each agreement.
    """
    rows = Agreement.objects.visible_to(actor).filter(parties__contains=[giver])
    found = [one for one in rows.order_by("code") if one.holds_on(day)]
    latest: dict[object, AgreementVersion] = {}
    texts = AgreementVersion.objects.visible_to(actor).filter(agreement__in=found, sound=True)
    for text in texts.order_by("valid_from", "saved_at"):
        if (text.valid_from or day) <= day and (text.valid_to is None or day < text.valid_to):
            latest[text.agreement_id] = text
    return [
        clause
        for one in found
        if one.pk in latest
        for clause in _clauses(one, read_agreement(latest[one.pk].text, name=one.code))
    ]


def _clauses(agreement: Agreement, terms: Terms) -> Iterator[Clause]:
    roles = {party.role: code for code, party in terms.parties.items() if party.role}
    if Role.INTRODUCER not in roles or Role.HOST not in roles:
        return
    for rule in terms.rules:
        shares = _first_shares(rule)
        given = [_share(terms, shares.get(roles[role])) for role in (Role.INTRODUCER, Role.HOST)]
        if None in given or sum(filter(None, given)) != 1:
            continue
        introducer, host = (_decimal(part or Fraction(0)) for part in given)
        yield Clause(
            agreement, terms.version, rule.id, rule.clause, in_words(rule.title), introducer, host
        )


def _first_shares(rule: Rule) -> dict[str, Share]:
    return rule.phases[0].shares if rule.phases else {}


def _share(terms: Terms, share: Share | None) -> Fraction | None:
    """The part in figures; none where the clause gives none or it is still negotiated."""
    if share is None or share.part is not None:
        return None if share is None else share.part
    value = terms.parameters[share.parameter].value
    return value if value is None or not share.rest else 1 - value


def _decimal(part: Fraction) -> Decimal:
    return (Decimal(part.numerator) / Decimal(part.denominator)).quantize(STEP)
