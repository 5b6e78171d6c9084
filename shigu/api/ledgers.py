"""Agreements, what districts collected, settlements and ledgers: what the token's district sees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Small
from shigu.api.resources import Filter, Resource
from shigu.sharing.models import (
    Agreement,
    AgreementVersion,
    Contribution,
    Enrolment,
    FiscalEntry,
    Measure,
    Period,
    Run,
    State,
    StatisticsEntry,
)

router = Router()


def same(*names: str) -> dict[str, str]:
    """Columns that are called in public as they are here."""
    return {name: name for name in names}


OF_AGREEMENT = Filter("agreement", UUID, "协议编号 · id of the agreement")
YEAR = Filter("year", Small)
AGREEMENTS = Resource(
    "agreements",
    "Agreement",
    Agreement,
    Agreement.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **same("code", "status", "note", "parties", "valid_from", "valid_to", "dates"),
    },
    {"code": Filter("code"), "district": Filter("district__code")},
    order=("code", "valid_from"),
    about="协议 · agreements",
)
VERSIONS = Resource(
    "agreement_versions",
    "AgreementVersion",
    AgreementVersion,
    AgreementVersion.objects.visible_to,
    {
        "id": "id",
        "agreement": "agreement_id",
        **same("version", "text", "valid_from", "valid_to", "problems", "sound", "saved_at"),
    },
    {"agreement": OF_AGREEMENT, "sound": Filter("sound", bool)},
    order=("saved_at", "id"),
    about="协议条文的版本 · versions of texts",
)
ENROLMENTS = Resource(
    "enrolments",
    "Enrolment",
    Enrolment,
    Enrolment.objects.visible_to,
    {
        "id": "id",
        "agreement": "agreement_id",
        "organisation": "organisation__code",
        **same("host", "introducer", "origin", "facts", "dates", "evidence", "left_at"),
    },
    {"agreement": OF_AGREEMENT, "host": Filter("host")},
    about="协议名单上的企业 · firms of an agreement",
)
MEASURES = Resource(
    "measures",
    "Measure",
    Measure,
    Measure.objects.visible_to,
    {
        "id": "id",
        "agreement": "agreement_id",
        "organisation": "organisation__code",
        **same("party", "year", "measure", "value", "evidence"),
    },
    {"agreement": OF_AGREEMENT, "year": YEAR},
    about="各方指标 · measures of parties",
)
CONTRIBUTIONS = Resource(
    "contributions",
    "Contribution",
    Contribution,
    Contribution.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "organisation": "organisation__code",
        "regime": "regime__code",
        "batch": "batch_id",
        **same("year", "month", "kind", "gross_fen", "local_fen", "evidence"),
    },
    {
        "organisation": Filter("organisation__code"),
        "year": YEAR,
        "kind": Filter("kind"),
        "batch": Filter("batch", UUID, "导入批次 · id of the import"),
    },
    order=("id", "year"),
    about="本区征收的税收，整数分 · taxes collected, in fen",
)
PERIODS = Resource(
    "periods",
    "Period",
    Period,
    Period.objects.visible_to,
    {"id": "id", "agreement": "agreement_id", "year": "year", "state": "state"},
    {"agreement": OF_AGREEMENT, "state": Filter("state", Period.State)},
    order=("year", "id"),
    about="结算年度 · years of agreements",
)
SETTLEMENTS = Resource(
    "settlements",
    "Settlement",
    Run,
    Run.objects.visible_to,
    {
        "id": "id",
        "agreement": "agreement_id",
        "period": "period_id",
        "year": "period__year",
        "version": "version__version",
        **same("state", "asked_at", "finished_at", "problem", "book_hash", "lines_hash"),
        **same("firms", "paid", "lines", "totals", "untouched", "took_seconds"),
        **same("proposed_at", "posted_at"),
    },
    {
        "agreement": OF_AGREEMENT,
        "year": Filter("period__year", Small),
        "state": Filter("state", State),
    },
    order=("asked_at", "id"),
    about="结算 · settlements",
)


def _entries(name: str, one: str, model: Any, about: str) -> Resource:
    columns = (
        *("posted_at", "year", "rule", "clause", "firm", "kind", "party", "base_fen"),
        *("collected_fen", "entitled_fen", "transfer_fen", "reasons", "reverses"),
    )
    return Resource(
        name,
        one,
        model,
        model.objects.visible_to,
        {
            "id": "id",
            "agreement": "agreement_id",
            "settlement": "run_id",
            **same(*columns),
        },
        {
            "agreement": OF_AGREEMENT,
            "settlement": Filter("run", UUID, "结算编号 · id of the settlement"),
            "year": YEAR,
            "party": Filter("party"),
            "firm": Filter("firm"),
            "kind": Filter("kind"),
        },
        order=("id", "posted_at"),
        about=about,
    )


FISCAL = _entries(
    "fiscal_entries", "FiscalEntry", FiscalEntry, "财政账，整数分 · fiscal ledger, in fen"
)
STATISTICS = _entries(
    "statistics_entries", "StatisticsEntry", StatisticsEntry, "统计账 · statistics ledger"
)
RESOURCES = (
    *(AGREEMENTS, VERSIONS, ENROLMENTS, MEASURES, CONTRIBUTIONS),
    *(PERIODS, SETTLEMENTS, FISCAL, STATISTICS),
)
for each in RESOURCES:
    add(router, each)
