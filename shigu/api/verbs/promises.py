"""Promises: record, revise, prove, withdraw evidence, take a step of the remedy."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.db.models import Field as Column
from django.http import HttpRequest, HttpResponse
from pydantic import Base64Bytes, BaseModel, Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.kinds import Day, Key, Short, Small, Text, asked
from shigu.api.problems import allowed
from shigu.api.promises import COMMITMENTS, EVIDENCE, REMEDIES, router
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.commitments import actions
from shigu.commitments.models import Commitment, Evidence, RemedyStep
from shigu.commitments.policies import may_keep, may_promise
from shigu.commitments.vocabulary import Basis, Kind, Remedy
from shigu.districts.middleware import actor_of
from shigu.districts.models import Source, Status
from shigu.engine.promises.indicators import indicators
from shigu.projects.models import Project

ROW: Any = COMMITMENTS.row_schema()
EVIDENCE_ROW: Any = EVIDENCE.row_schema()
STEP_ROW: Any = REMEDIES.row_schema()
TAG = "commitments"
LONGEST_FILE = 30_000_000


def _exact(model: Any, name: str) -> Any:
    return asked(cast("Column[Any, Any]", model._meta.get_field(name)))


Code: Any = Literal[tuple(indicators())]
Amount: Any = _exact(Commitment, "amount")
Figure: Any = _exact(Evidence, "figure")
Penalty: Any = _exact(RemedyStep, "amount_wan")


class RevisedCommitment(Reasoned):
    """What was promised, by when, and where it stands written; only what is sent changes."""

    indicator: Annotated[Code | None, Field(description="指标 · indicator")] = None
    amount: Annotated[Amount | None, Field(description="承诺值，按指标单位 · promised")] = None
    due: Annotated[Day | None, Field(description="期限 · deadline")] = None
    other_due: Annotated[Day | None, Field(description="另一期限 · second deadline")] = None
    other_basis: Annotated[Text, Field(description="另一期限的依据 · its paper")] = ""
    warn_days: Annotated[Small | None, Field(description="提前预警天数 · days ahead")] = None
    basis: Annotated[Basis | None, Field(description="依据 · where it stands")] = None
    paper: Annotated[Text, Field(description="文件编号 · number of the paper")] = ""
    clause: Annotated[Text, Field(description="条款 · clause")] = ""
    page: Annotated[Text, Field(description="页码 · page")] = ""
    status: Annotated[Status | None, Field(description="性质 · fact or illustrative")] = None
    source: Annotated[Short | None, Field(description="来源编号 · code of the source")] = None
    note: Annotated[Text, Field(description="备注 · remark")] = ""


class RecordedCommitment(RevisedCommitment):
    """A new promise of a project."""

    indicator: Annotated[Code, Field(description="指标 · indicator")]
    due: Annotated[Day, Field(description="期限 · deadline")]
    basis: Annotated[Basis, Field(description="依据 · where it stands")]
    status: Annotated[Status, Field(description="性质 · fact or illustrative")]
    statement: Annotated[
        Key | None, Field(description="所据表述的编号，须已采纳 · id of the accepted statement")
    ] = None


class Paper(Body):
    """A file with its bytes."""

    name: Annotated[Short, Field(description="文件名 · name")]
    content: Annotated[Base64Bytes, Field(description="base64", max_length=LONGEST_FILE)]


class ProvedCommitment(Reasoned):
    """A figure as of a day, or the day it happened, with its paper."""

    kind: Annotated[Kind, Field(description="类别 · kind")]
    figure: Annotated[Figure | None, Field(description="数值 · figure")] = None
    day: Annotated[Day, Field(description="截至或发生日期 · as of")]
    note: Annotated[Text, Field(description="说明 · remark")] = ""
    file: Annotated[Paper | None, Field(description="文件 · paper")] = None


class RemediedCommitment(Reasoned):
    """A step of the remedy."""

    step: Annotated[Remedy, Field(description="处置 · step")]
    day: Annotated[Day, Field(description="日期 · day")]
    until: Annotated[Day | None, Field(description="整改期满 · cure period ends")] = None
    amount_wan: Annotated[Penalty | None, Field(description="违约金（万元）· penalty")] = None
    file: Annotated[Paper | None, Field(description="文件 · paper")] = None


@verb(router, "POST", "/projects/{key}/commitments", "登记承诺 · promise", ROW, tag=TAG, status=201)
def record_commitment(request: HttpRequest, key: UUID, given: RecordedCommitment) -> HttpResponse:
    """数值按指标的单位；开工、竣工、投产只写期限。

    An amount is in the unit of its indicator; start, completion and production take the deadline.
    """
    actor = actor_of(request)
    rows = Project.objects.visible_to(actor).select_related("district")
    project: Project = the(request, rows, pk=key)
    with allowed(may_promise(actor, project)):
        values = _values(request, given)
        made = actions.promise(actor, project, values, reason=given.reason)
    return answer(told(request, COMMITMENTS, made.pk), 201)


@verb(router, "PATCH", "/commitments/{key}", "修改承诺 · revise a promise", ROW, tag=TAG)
def revise_commitment(request: HttpRequest, key: UUID, given: RevisedCommitment) -> HttpResponse:
    """只改送来的字段；完成情况由证据决定。

    Changes the members that are sent; how far it is follows from the evidence.
    """
    actor, commitment = actor_of(request), _commitment(request, key)
    with allowed(may_keep(actor, commitment)):
        actions.revise(actor, commitment, _values(request, given), reason=given.reason)
    return answer(told(request, COMMITMENTS, key))


@verb(
    router,
    "POST",
    "/commitments/{key}/evidence",
    "登记证据 · prove",
    EVIDENCE_ROW,
    tag=TAG,
    status=201,
)
def prove_commitment(request: HttpRequest, key: UUID, given: ProvedCommitment) -> HttpResponse:
    """数值是到该日的累计数；文件原样保存。

    A figure is the total as of its day; the paper is kept byte for byte.
    """
    actor, commitment = actor_of(request), _commitment(request, key)
    with allowed(may_keep(actor, commitment)):
        values = given.model_dump(exclude={"reason", "file"})
        made = actions.prove(actor, commitment, values, _file(given.file), reason=given.reason)
    return answer(told(request, EVIDENCE, made.pk), 201)


@verb(
    router,
    "POST",
    "/commitment_evidence/{key}/withdraw",
    "撤回证据 · withdraw",
    EVIDENCE_ROW,
    tag=EVIDENCE.name,
)
def withdraw_evidence(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """撤回的证据不再计入，仍留在列表里。

    It counts no more and stays in sight.
    """
    actor = actor_of(request)
    rows = Evidence.objects.visible_to(actor).select_related("commitment__district")
    evidence: Evidence = the(request, rows, pk=key)
    with allowed(may_keep(actor, evidence.commitment)):
        actions.withdraw(actor, evidence, reason=given.reason)
    return answer(told(request, EVIDENCE, key))


@verb(
    router,
    "POST",
    "/commitments/{key}/remedy",
    "履约处置 · remedy",
    STEP_ROW,
    tag=TAG,
    status=201,
)
def remedy_commitment(request: HttpRequest, key: UUID, given: RemediedCommitment) -> HttpResponse:
    """依次为通知、限期整改、违约金、回购；不能跳过。

    Notice, cure period, penalty, buy-back: none is skipped.
    """
    actor, commitment = actor_of(request), _commitment(request, key)
    with allowed(may_keep(actor, commitment)):
        values = given.model_dump(exclude={"reason", "file"})
        made = actions.take_step(actor, commitment, values, _file(given.file), reason=given.reason)
    return answer(told(request, REMEDIES, made.pk), 201)


def _commitment(request: HttpRequest, key: UUID) -> Commitment:
    rows = Commitment.objects.visible_to(actor_of(request)).select_related("district")
    found: Commitment = the(request, rows, pk=key)
    return found


def _values(request: HttpRequest, given: BaseModel) -> dict[str, Any]:
    sent = given.model_dump(exclude_unset=True, exclude={"reason"})
    if code := sent.get("source"):
        sent["source"] = row(actor_of(request), Source, code, "body.source")
    return sent


def _file(given: Paper | None) -> actions.File | None:
    return actions.File(given.name, given.content) if given else None
