"""Who does what with leads and first reports, and the answers where nobody may."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Appeal, Claim, Clash


def may_claim(actor: Actor) -> Answer:
    """Whether ``actor`` reports firms first for any district."""
    return may_write_somewhere(actor, DataClass.PROJECTS)


def may_claim_in(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` reports firms first for ``district``."""
    return may_write(actor, DataClass.PROJECTS, district)


def may_tend_claim(actor: Actor, row: Claim | Clash) -> Answer:
    """Whether ``actor`` extends, withdraws, opens or appeals for the district of ``row``."""
    return may_write(actor, DataClass.PROJECTS, row.district)


def may_decide(actor: Actor, case: Appeal) -> Answer:
    """Whether ``actor`` decides this case for the joint office."""
    return may_write(actor, DataClass.PLANS, case.district)


def may_set_terms(actor: Actor, office: District) -> Answer:
    """Whether ``actor`` sets the terms of the ledger."""
    if office.level != District.Level.OFFICE:
        return deny(_("首报规则由联合专班设定。"))
    return may_write(actor, DataClass.PLANS, office)
