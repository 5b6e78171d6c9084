"""Agreements and ledgers: write texts, list firms, bring taxes, settle, agree, post, reopen."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.kinds import Day, Reason, Short, Small, Text
from shigu.api.ledgers import (
    AGREEMENTS,
    ENROLMENTS,
    MEASURES,
    PERIODS,
    SETTLEMENTS,
    VERSIONS,
    router,
)
from shigu.api.problems import Conflict, Invalid, allowed, declared
from shigu.api.resources import told
from shigu.api.verbs.verb import BYTES, PROBLEMS, READING, the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.districts.policies import Answer, may_write
from shigu.districts.vocabulary import DataClass
from shigu.engine.pack.upload import Limits
from shigu.engine.sharing.rules.values import Event
from shigu.engine.sharing.settlement.sheets.load import AGREEMENT_EVENTS
from shigu.registry.models import Organisation
from shigu.sharing import actions
from shigu.sharing.models import Agreement, Enrolment, Period, Reopening, Run, State, TaxBatch
from shigu.sharing.policies import may_keep, seats_as_party
from shigu.sharing.statements.docx import as_docx
from shigu.sharing.statements.pdf import as_pdf
from shigu.sharing.statements.values import statement
from shigu.sharing.statements.xlsx import as_xlsx

AGREEMENT: Any = AGREEMENTS.row_schema()
SETTLEMENT: Any = SETTLEMENTS.row_schema()
VERSION: Any = VERSIONS.row_schema()
ENROLMENT: Any = ENROLMENTS.row_schema()
MEASURE: Any = MEASURES.row_schema()
PERIOD: Any = PERIODS.row_schema()
EVENTS: Any = Literal[tuple(event.value for event in Event)]
OWN_EVENTS: Any = Literal[tuple(event.value for event in AGREEMENT_EVENTS)]
FILE: Any = {
    200: {
        "description": "OK",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
FORMS = {"xlsx": as_xlsx, "docx": as_docx, "pdf": as_pdf}


class SavedText(Reasoned):
    """A text of the rule language; it says its own version."""

    text: Annotated[Text, Field(max_length=200_000, description="条文（YAML）· the text")]


class DatedEvents(Reasoned):
    """The days of an agreement's own events, all of them."""

    dates: Annotated[dict[OWN_EVENTS, Day], Field(description="时点 · days of events")]


class ListedFirm(Reasoned):
    """A firm on the list of an agreement."""

    organisation: Annotated[Short, Field(description="企业编号 · id of the firm")]
    host: Annotated[Short, Field(description="落地方 · host")]
    introducer: Annotated[Short | None, Field(description="引荐方 · introducer")] = None
    origin: Annotated[Short | None, Field(description="迁出方 · place of origin")] = None
    facts: Annotated[dict[Short, Short], Field(max_length=50)] = {}
    dates: Annotated[dict[EVENTS, Day], Field(description="时点 · days of events")] = {}
    evidence: Annotated[Reason, Field(description="依据 · evidence")]


class AskedSettlement(Reasoned):
    """Which year is settled, under which version."""

    agreement: UUID
    year: Annotated[int, Field(ge=1994, le=2199)]
    version: Annotated[Short, Field(description="版本 · version of the text")]


class Opinion(Body):
    """Whether a party agrees; an objection needs its reason."""

    agrees: bool
    reason: Annotated[str, Field(max_length=2_000, pattern=r"^[^\u0000]*$")] = ""


class KeptMeasure(Body):
    """A measure of a party in a year."""

    agreement: UUID
    party: Short
    year: Annotated[Small, Field(ge=1900, le=2199)]
    measure: Short
    value: Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
    organisation: Short | None = None
    evidence: Reason


class BroughtTaxes(Schema):
    """A tax file as it was read: what it would do, and what is wrong with it."""

    id: UUID
    state: str
    rows: int
    created: int
    changed: int
    same: int
    totals: dict[str, Any]
    stated: dict[str, Any]
    report: dict[str, Any]


@verb(
    router, "POST", "/agreements/{key}/texts", "保存条文 · save a text", VERSION,
    tag="agreement_versions", status=201,
)  # fmt: skip
def save_agreement_text(request: HttpRequest, key: UUID, given: SavedText) -> HttpResponse:
    """逐字保存为条文自称的版本；有问题的一并列出，不能用来结算。

    Kept word for word as the version that it calls itself, with its problems; one with problems is
    not settled by.
    """
    actor, agreement = actor_of(request), _agreement(request, key)
    with allowed(may_keep(actor, agreement)):
        made = actions.save_text(actor, agreement, given.text, reason=given.reason)
    return answer(told(request, VERSIONS, made.pk), 201)


@verb(router, "PUT", "/agreements/{key}/dates", "登记时点 · date events", AGREEMENT,
      tag="agreements")  # fmt: skip
def date_agreement(request: HttpRequest, key: UUID, given: DatedEvents) -> HttpResponse:
    """协议自己的时点（签订、援助到位）；没有写的不再有日期。

    The agreement's own events; one that is left out has no day any more.
    """
    actor, agreement = actor_of(request), _agreement(request, key)
    dates = {Event(name): day for name, day in given.dates.items()}
    with allowed(may_keep(actor, agreement)):
        actions.date_events(actor, agreement, dates, reason=given.reason)
    return answer(told(request, AGREEMENTS, key))


@verb(router, "POST", "/agreements/{key}/firms", "列入企业 · list a firm", ENROLMENT,
      tag="enrolments", status=201)  # fmt: skip
def list_firm(request: HttpRequest, key: UUID, given: ListedFirm) -> HttpResponse:
    """由登记区县列入；征收的区县确认后计入结算。

    By the keeper; counted once the districts that collect have confirmed.
    """
    actor, agreement = actor_of(request), _agreement(request, key)
    firm = row(actor, Organisation, given.organisation, "body.organisation")
    listed = actions.Listed(
        host=given.host,
        evidence=given.evidence,
        introducer=given.introducer or "",
        origin=given.origin or "",
        facts=given.facts,
        dates={Event(name): day for name, day in given.dates.items()},
    )
    with allowed(may_keep(actor, agreement)):
        made = actions.enrol(actor, agreement, firm, listed, reason=given.reason)
    return answer(told(request, ENROLMENTS, made.pk), 201)


@verb(router, "POST", "/enrolments/{key}/confirm", "确认名单 · confirm", ENROLMENT,
      tag="enrolments")  # fmt: skip
def confirm_firm(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """征收的区县同意把这家企业的税收计入结算。

    The collecting district agrees that the taxes of the firm are counted.
    """
    rows = Enrolment.objects.visible_to(actor_of(request)).select_related("agreement__district")
    actions.confirm(actor_of(request), the(request, rows, pk=key), reason=given.reason)
    return answer(told(request, ENROLMENTS, key))


@verb(router, "POST", "/measures", "登记指标 · keep a measure", MEASURE, tag="measures", status=201)
def keep_measure(request: HttpRequest, given: KeptMeasure) -> HttpResponse:
    """各方的人口、收入、薪酬、资产等，供分摊公式使用。

    Population, revenue, payroll, assets … of a party, for keys and pools.
    """
    actor, agreement = actor_of(request), _agreement(request, given.agreement)
    firm = given.organisation and row(actor, Organisation, given.organisation, "body.organisation")
    with allowed(may_keep(actor, agreement)):
        made = actions.put_measure(
            actor,
            agreement,
            given.party,
            given.year,
            given.measure,
            Decimal(repr(given.value)),
            evidence=given.evidence,
            organisation=firm or None,
        )
    return answer(told(request, MEASURES, made.pk), 201)


@router.post(
    "/tax_files",
    response={201: BroughtTaxes},
    operation_id="bring_taxes",
    summary="上传税收文件 · bring a tax file",
    tags=["contributions"],
    openapi_extra=declared(*PROBLEMS) | BYTES,
)
def bring_taxes(
    request: HttpRequest,
    district: Annotated[Short, Query(..., description="征收区县 · collecting district")],
    filename: Annotated[Short, Query(..., description="文件名 · name of the file")],
) -> HttpResponse:
    """xlsx、xls、ods、csv、tsv 的原始字节；只核对，用 take_in_taxes 写入。

    The bytes of a spreadsheet. It is looked over only; take_in_taxes writes it, whole or not.
    """
    actor = actor_of(request)
    content = request.read(Limits().file_bytes + 1)
    if not content:
        raise Invalid("body", "empty")
    place = row(actor, District, district, "query.district")
    with allowed(may_write(actor, DataClass.SHARING, place)):
        made = actions.bring(actor, place, filename, content)
    return answer(_batch_told(made), 201)


@verb(router, "POST", "/tax_files/{key}/take_in", "导入税收 · take in", BroughtTaxes,
      tag="contributions")  # fmt: skip
def take_in_taxes(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """全部写入或全部不写；预览之后有变化则拒绝。

    Everything is written or nothing; refused if it would do something else than was looked over.
    """
    actor = actor_of(request)
    rows = TaxBatch.objects.visible_to(actor).select_related("district", "file")
    batch = the(request, rows, pk=key)
    with allowed(may_write(actor, DataClass.SHARING, batch.district)):
        made = actions.take_in(actor, batch, reason=given.reason)
    return answer(_batch_told(made))


@verb(router, "POST", "/settlements", "结算 · settle", SETTLEMENT, tag="settlements", status=202)
def ask_for_settlement(request: HttpRequest, given: AskedSettlement) -> HttpResponse:
    """在后台计算一个年度；不入账。已结的年度也可按另一版本重算，看差异。

    A year is computed in the background; nothing is posted. A closed year can be computed anew
    under any version.
    """
    actor, agreement = actor_of(request), _agreement(request, given.agreement)
    version = agreement.versions.filter(version=given.version).first()
    if version is None:
        raise Invalid("body.version", _("没有版本 %s。") % given.version)
    with allowed(may_keep(actor, agreement)):
        made = actions.ask(actor, agreement, given.year, version, reason=given.reason)
    return answer(told(request, SETTLEMENTS, made.pk), 202)


@verb(router, "POST", "/settlements/{key}/cancel", "停止 · cancel", SETTLEMENT, tag="settlements")
def cancel_settlement(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """排队中的立即停止，计算中的几秒内停止。

    At once while it waits, within seconds while it is computed.
    """
    actor, run = actor_of(request), _run(request, key)
    with allowed(may_keep(actor, run.agreement)):
        actions.cancel(actor, run, reason=given.reason)
    return answer(told(request, SETTLEMENTS, key))


@verb(router, "POST", "/settlements/{key}/propose", "提请 · propose", SETTLEMENT, tag="settlements")
def propose_settlement(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """请各方同意；每年同时只有一份。

    Put to the parties; one a year at a time.
    """
    actor, run = actor_of(request), _run(request, key)
    with allowed(may_keep(actor, run.agreement)):
        actions.propose(actor, run, reason=given.reason)
    return answer(told(request, SETTLEMENTS, key))


@verb(router, "POST", "/settlements/{key}/answer", "表态 · answer", SETTLEMENT, tag="settlements")
def answer_settlement(request: HttpRequest, key: UUID, given: Opinion) -> HttpResponse:
    """由各方的财政专员；提请的人不能同意。

    By finance officers of the parties; who proposed it does not agree to it.
    """
    actor, run = actor_of(request), _run(request, key)
    with allowed(_of_a_party(request, run)):
        actions.answer(actor, run, agrees=given.agrees, reason=given.reason)
    return answer(told(request, SETTLEMENTS, key))


@verb(router, "POST", "/settlements/{key}/withdraw", "撤回 · withdraw", SETTLEMENT,
      tag="settlements")  # fmt: skip
def withdraw_settlement(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """撤回提请；各方说过的话留在案。

    Takes the proposal back; what was said stays on record.
    """
    actor, run = actor_of(request), _run(request, key)
    with allowed(may_keep(actor, run.agreement)):
        actions.withdraw(actor, run, reason=given.reason)
    return answer(told(request, SETTLEMENTS, key))


@verb(router, "POST", "/settlements/{key}/post", "入账 · post", SETTLEMENT, tag="settlements",
      status=202)  # fmt: skip
def post_settlement(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """各方都同意后写入两本账；有差别的旧分录冲销。

    Into both ledgers once all agree; entries that differ are reversed.
    """
    actor, run = actor_of(request), _run(request, key)
    with allowed(may_keep(actor, run.agreement)):
        actions.ask_to_post(actor, run, reason=given.reason)
    return answer(told(request, SETTLEMENTS, key), 202)


@verb(router, "POST", "/periods/{key}/reopen", "重开年度 · reopen", PERIOD, tag="periods")
def reopen_period(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """第一个人提出，另一个人再调用一次即确认。

    The first person asks; a second person calls it again to confirm.
    """
    actor = actor_of(request)
    rows = Period.objects.visible_to(actor).select_related("agreement__district")
    period: Period = the(request, rows, pk=key)
    asked = Reopening.objects.visible_to(actor).filter(period=period, confirmed_at=None).first()
    if asked is None:
        with allowed(may_keep(actor, period.agreement)):
            actions.ask_to_reopen(actor, period, reason=given.reason)
    else:
        actions.reopen(actor, asked, reason=given.reason)
    return answer(told(request, PERIODS, key))


@router.get(
    "/settlements/{key}/statement",
    response={200: Any},
    operation_id="get_statement",
    summary="结算单 · statement",
    tags=["settlements"],
    openapi_extra={"responses": FILE | declared(*READING)["responses"]},
)
def get_statement(
    request: HttpRequest,
    key: UUID,
    party: Annotated[Short, Query(..., description="方 · party")],
    form: Annotated[Literal["xlsx", "docx", "pdf"], Query(description="格式 · form")] = "xlsx",
) -> HttpResponse:
    """一方一年的结算单，合计与账簿一致；只对已入账的。

    The statement of a party, its totals those of the ledger; only of what is posted.
    """
    run = _run(request, key)
    if run.state != State.POSTED:
        raise Conflict(_("只有已入账的结算有结算单。"))
    content = FORMS[form](statement(actor_of(request), run, party))
    return HttpResponse(content, content_type="application/octet-stream")


def _agreement(request: HttpRequest, key: UUID) -> Agreement:
    rows = Agreement.objects.visible_to(actor_of(request)).select_related("district")
    found: Agreement = the(request, rows, pk=key)
    return found


def _run(request: HttpRequest, key: UUID) -> Run:
    rows = Run.objects.visible_to(actor_of(request)).select_related(
        "agreement__district", "period", "version"
    )
    found: Run = the(request, rows.prefetch_related("approvals"), pk=key)
    return found


def _of_a_party(request: HttpRequest, run: Run) -> Answer:
    seats = seats_as_party(actor_of(request), run.agreement.parties)
    return Answer(bool(seats), _("由各方的财政专员表态。"))


def _batch_told(batch: TaxBatch) -> dict[str, Any]:
    return {name: getattr(batch, name) for name in BroughtTaxes.model_fields}
