"""First reports: file, extend, withdraw; clashes: open, appeal, decide; the terms of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.engine.entity.names.plain import bare_name
from shigu.leads import known, ledger
from shigu.leads.models import Appeal, Claim, Clash, LedgerTerms
from shigu.leads.policies import may_claim_in, may_decide, may_set_terms, may_tend_claim
from shigu.projects.models import Project


@action("leads.claim", pgettext_lazy("历史", "首报"))
def file_claim(
    actor: Actor,
    district: District,
    firm: str,
    *,
    project: Project | None = None,
    uscc: str = "",
    controller: str = "",
    reason: str,
) -> Claim:
    """Report a firm first for ``district``: binding, and nobody else is told whose it is.

    Whether others have reported the same firm is looked at after the transaction is committed.
    Without ``uscc`` the code that the register knows is taken.

    Raises:
        Refused: not one's district, no name, claimed already, or too many today.
    """
    may_claim_in(actor, district).require()
    say_why(reason)
    if not bare_name(firm):
        raise Refused(_("请写企业的全称。"))
    if project is not None and project.district_id != district.pk:
        raise Refused(_("线索与首报须属同一区县。"))
    key = ledger.asked(
        "file",
        *(district.pk, project and project.pk, firm.strip(), bare_name(firm)),
        *(known.code_of(actor, firm, uscc, project), controller.strip(), bare_name(controller)),
        reason,
    )
    ledger.keep_up_afterwards()
    return Claim.objects.get(pk=key)


@action("leads.extend_claim", gettext_lazy("首报延期"))
def extend_claim(actor: Actor, claim: Claim, *, reason: str) -> Claim:
    """Protect a claim for longer; ``reason`` names the evidence of progress.

    Raises:
        Refused: another's, no evidence, no longer protected, or extended already.
    """
    return _changed(actor, claim, "extend", reason)


@action("leads.withdraw_claim", gettext_lazy("撤回首报"))
def withdraw_claim(actor: Actor, claim: Claim, *, reason: str) -> Claim:
    """Give a claim up; it stays in the log and counts as one of its day.

    Raises:
        Refused: another's, no reason, or no longer protected.
    """
    return _changed(actor, claim, "withdraw", reason)


def _changed(actor: Actor, claim: Claim, verb: str, reason: str) -> Claim:
    may_tend_claim(actor, claim).require()
    say_why(reason)
    ledger.asked(verb, claim.pk, reason)
    return Claim.objects.get(pk=claim.pk)


@action("leads.ask_opening", gettext_lazy("同意公开撞单"))
def ask_opening(actor: Actor, clash: Clash, *, reason: str = "") -> Clash:
    """Agree that both sides see whose the other claim is; opened once both have.

    Raises:
        Refused: another's, asked already, or over.
    """
    may_tend_claim(actor, clash).require()
    ledger.asked("ask_opening", clash.pk)
    ledger.keep_up_afterwards()
    return Clash.objects.get(pk=clash.pk)


@action("leads.appeal", pgettext_lazy("历史", "提请裁定"))
def appeal(actor: Actor, clash: Clash, *, reason: str) -> Clash:
    """Put a clash before the joint office.

    Raises:
        Refused: another's, no grounds, appealed already, over, or there is no joint office.
    """
    may_tend_claim(actor, clash).require()
    say_why(reason)
    ledger.asked("appeal", clash.pk, reason)
    ledger.keep_up_afterwards()
    return Clash.objects.get(pk=clash.pk)


@action("leads.decide", gettext_lazy("裁定撞单"))
def decide(actor: Actor, case: Appeal, *, first_stands: bool, reason: str) -> Appeal:
    """Decide whose claim stands; the other's ends and both sides are told why.

    Raises:
        Refused: not one's office, no reason, decided already, or the clash is over.
    """
    may_decide(actor, case).require()
    say_why(reason)
    ledger.asked("decide", case.pk, first_stands, reason)
    ledger.keep_up_afterwards()
    return Appeal.objects.get(pk=case.pk)


@action("leads.set_terms", gettext_lazy("设定首报规则"))
def set_terms(
    actor: Actor, office: District, values: Mapping[str, Any], *, reason: str
) -> LedgerTerms:
    """Set the terms of the ledger from a day on: ``valid_from`` and what else is not the default.

    Raises:
        Refused: not the joint office, or no reason is given.
    """
    may_set_terms(actor, office).require()
    say_why(reason)
    if actor.id is None:
        raise Refused(_("首报规则要由一个人设定。"))
    terms = LedgerTerms(
        district=office, set_by_id=actor.id, set_at=TransactionNow(), reason=reason, **values
    )
    terms.full_clean(exclude=["set_at"])
    terms.save(force_insert=True)
    return LedgerTerms.objects.get(pk=terms.pk)
