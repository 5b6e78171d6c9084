"""First reports: file, extend, withdraw; clashes: open, appeal, decide; terms."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.first_reports import CASES, CLAIMS, CLASHES, TERMS, router
from shigu.api.kinds import Day, Short
from shigu.api.problems import Invalid, allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.leads import policies
from shigu.leads.actions import claims
from shigu.leads.models import Appeal, Claim, Clash
from shigu.projects.models import Project

CLAIM: Any = CLAIMS.row_schema()
CLASH: Any = CLASHES.row_schema()
CASE: Any = CASES.row_schema()
TERM: Any = TERMS.row_schema()
Days = Annotated[int, Field(ge=1, le=3_650)]


class FiledClaim(Reasoned):
    """A firm that a district reports first."""

    district: Short
    firm: Short
    project: UUID | None = None
    uscc: Short | None = None
    controller: Short | None = None


class DecidedCase(Reasoned):
    """Whose claim stands."""

    first_stands: bool


class SetTerms(Reasoned):
    """The terms of the ledger from a day on."""

    district: Short
    valid_from: Day
    protect_days: Days = 90
    extend_days: Days = 90
    extensions: Annotated[int, Field(ge=0, le=100)] = 1
    filings_a_day: Annotated[int, Field(ge=1, le=10_000)] = 20


@verb(router, "POST", "/claims", "首报 · report first", CLAIM, tag="claims", status=201)
def file_claim(request: HttpRequest, given: FiledClaim) -> HttpResponse:
    """报出就算数，不能删改；有没有撞单，随后在 clashes 里看。

    Binding; whether there is a clash is read from `clashes` afterwards.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    rows = Project.objects.visible_to(actor).select_related("district")
    project = rows.filter(pk=given.project).first() if given.project else None
    if given.project and project is None:
        raise Invalid("body.project", "没有这条线索 / no such project")
    with allowed(policies.may_claim_in(actor, district)):
        made = claims.file_claim(
            *(actor, district, given.firm),
            project=project,
            uscc=given.uscc or "",
            controller=given.controller or "",
            reason=given.reason,
        )
    return answer(told(request, CLAIMS, made.pk), 201)


@verb(router, "POST", "/claims/{key}/extend", "延期 · extend", CLAIM, tag="claims")
def extend_claim(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """事由写明进展的证据。

    The reason names the evidence of progress.
    """
    actor, claim = actor_of(request), _of(request, Claim, key)
    with allowed(policies.may_tend_claim(actor, claim)):
        claims.extend_claim(actor, claim, reason=given.reason)
    return answer(told(request, CLAIMS, key))


@verb(router, "POST", "/claims/{key}/withdraw", "撤回 · withdraw", CLAIM, tag="claims")
def withdraw_claim(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """撤回后不再保护，记录仍在。

    Ends its protection; the log stays.
    """
    actor, claim = actor_of(request), _of(request, Claim, key)
    with allowed(policies.may_tend_claim(actor, claim)):
        claims.withdraw_claim(actor, claim, reason=given.reason)
    return answer(told(request, CLAIMS, key))


@verb(router, "POST", "/clashes/{key}/open", "同意公开 · agree to open", CLASH, tag="clashes")
def agree_to_open(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """双方都同意后，各自看到对方的区县、企业名和首报时间。

    Once both have agreed each reads the other's district, name and time.
    """
    actor, clash = actor_of(request), _of(request, Clash, key)
    with allowed(policies.may_tend_claim(actor, clash)):
        claims.ask_opening(actor, clash, reason=given.reason)
    return answer(told(request, CLASHES, key))


@verb(router, "POST", "/clashes/{key}/appeal", "提请裁定 · appeal", CLASH, tag="clashes")
def appeal_clash(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """专班会看到双方的首报。

    The joint office reads both claims.
    """
    actor, clash = actor_of(request), _of(request, Clash, key)
    with allowed(policies.may_tend_claim(actor, clash)):
        claims.appeal(actor, clash, reason=given.reason)
    return answer(told(request, CLASHES, key))


@verb(router, "POST", "/cases/{key}/decide", "裁定 · decide", CASE, tag="cases")
def decide_case(request: HttpRequest, key: UUID, given: DecidedCase) -> HttpResponse:
    """裁定谁的首报成立；另一方的首报就此了结。

    Decides whose claim stands; the other's ends.
    """
    actor, case = actor_of(request), _of(request, Appeal, key)
    with allowed(policies.may_decide(actor, case)):
        claims.decide(actor, case, first_stands=given.first_stands, reason=given.reason)
    return answer(told(request, CASES, key))


@verb(router, "POST", "/ledger_terms", "设定规则 · set terms", TERM, tag="cases", status=201)
def set_ledger_terms(request: HttpRequest, given: SetTerms) -> HttpResponse:
    """由联合专班设定；从生效日起用于新的首报。

    Set by the joint office, for claims filed from that day on.
    """
    actor = actor_of(request)
    office = row(actor, District, given.district, "body.district")
    with allowed(policies.may_set_terms(actor, office)):
        values = given.model_dump(exclude={"reason", "district"})
        made = claims.set_terms(actor, office, values, reason=given.reason)
    return answer(told(request, TERMS, made.pk), 201)


def _of(request: HttpRequest, model: Any, key: UUID) -> Any:
    rows = model.objects.visible_to(actor_of(request)).select_related("district")
    return the(request, rows, pk=key)
