"""First reports, clashes and cases: those of the token's own district, whatever was granted."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.resources import Filter, Resource
from shigu.leads.models import Appeal, Claim, ClaimEvent, Clash, LedgerTerms, Protection

router = Router()


def same(*names: str) -> dict[str, str]:
    """Columns that are called in public as they are here."""
    return {name: name for name in names}


CLAIMS = Resource(
    "claims",
    "Claim",
    Claim,
    Claim.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "project": "project_id",
        **same("firm_name", "uscc", "controller", "filed_at", "protected_until"),
        **same("extensions", "state", "reason"),
    },
    {
        "district": Filter("district__code"),
        "state": Filter("state", Protection),
        "project": Filter("project", UUID, "线索编号 · id of the project"),
    },
    order=("filed_at", "protected_until"),
    about="首报 · first reports",
)
CLAIM_EVENTS = Resource(
    "claim_events",
    "ClaimEvent",
    ClaimEvent,
    ClaimEvent.objects.visible_to,
    {"id": "id", "claim": "claim_id", **same("at", "kind", "until", "words")},
    {"claim": Filter("claim", UUID, "首报编号 · id of the first report")},
    order=("at",),
    about="首报记录 · log of first reports",
)
CLASHES = Resource(
    "clashes",
    "Clash",
    Clash,
    Clash.objects.visible_to,
    {
        "id": "id",
        "claim": "claim_id",
        "district": "district__code",
        **same("found_at", "is_first", "first_filed_at", "state", "asked_at", "other_asked_at"),
        "appealed_at": "appealed_at",
        "other_district": "other_district__code",
        **same("other_name", "other_filed_at", "outcome", "ruling"),
    },
    {
        "claim": Filter("claim", UUID, "首报编号 · id of the first report"),
        "state": Filter("state", Clash.State),
    },
    order=("found_at",),
    about="撞单 · clashes",
)
CASES = Resource(
    "cases",
    "Case",
    Appeal,
    Appeal.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "first_district": "first_district__code",
        "second_district": "second_district__code",
        **same("asked_at", "by_first", "grounds", "state", "first_name", "first_filed_at"),
        **same("second_name", "second_filed_at", "first_stands", "ruling", "decided_at"),
    },
    {"state": Filter("state", Appeal.State)},
    order=("asked_at",),
    about="裁定案 · cases before the joint office",
)
TERMS = Resource(
    "ledger_terms",
    "LedgerTerms",
    LedgerTerms,
    LedgerTerms.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **same("valid_from", "protect_days", "extend_days", "extensions", "filings_a_day"),
        **same("set_at", "reason"),
    },
    order=("valid_from",),
    about="首报规则 · terms of the first-report ledger",
)
RESOURCES = (CLAIMS, CLAIM_EVENTS, CLASHES, CASES, TERMS)
for each in RESOURCES:
    add(router, each)
