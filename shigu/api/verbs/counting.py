"""Statistics of projects: the monthly table as known on any day; telling facts and events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, cast
from uuid import UUID

from django.db.models import Field as Column
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned
from shigu.api.counting import EVENTS, FACTS_TOLD, router
from shigu.api.kinds import Day, Exact, Text, asked
from shigu.api.problems import allowed
from shigu.api.resources import refuse_unknown, told
from shigu.api.verbs.verb import the, verb
from shigu.counting import actions, queries
from shigu.counting.filters import asked as asked_of
from shigu.counting.models import CapitalEvent
from shigu.counting.policies import may_tell
from shigu.counting.vocabulary import Event
from shigu.districts.middleware import actor_of
from shigu.projects.models import Project

EVENT_ROW: Any = EVENTS.row_schema()
FACTS_ROW: Any = FACTS_TOLD.row_schema()
Amount: Any = asked(cast("Column[Any, Any]", CapitalEvent._meta.get_field("amount_wan")))
QUERY = ("year", "as_of", "rules")


class Month(Schema):
    """What counts of a district in a month."""

    month: int
    code: str
    projects: int
    upgrades: int
    signed_wan: Exact
    added_wan: Exact
    amount_wan: Exact


class LeftOut(Schema):
    """An event that does not count, and why."""

    project: UUID
    name: str
    code: str
    kind: str
    day: Day
    why: str
    zh: str
    en: str


class Table(Schema):
    """The year as known on ``as_of``, under ``rules``."""

    year: int
    as_of: Day
    rules: str
    months: list[Month]
    left_out: list[LeftOut]


class ToldFacts(Reasoned):
    """What counting rules ask of a project; all of it, each time."""

    own_city_capital: Annotated[bool, Field(description="本市资本 · own-city capital")] = False
    segment_of_own_leader: Annotated[bool, Field(description="链主独立板块 · segment")] = False
    public_share: Annotated[float | None, Field(ge=0, le=1, description="财政占比 · of one")] = None
    outlet: Annotated[bool, Field(description="商业网点 · outlet")] = False
    housing: Annotated[bool, Field(description="房地产 · housing")] = False
    within_contract: Annotated[bool, Field(description="合同内二期 · second phase")] = False
    moves_within_city: Annotated[bool, Field(description="市内搬迁 · move")] = False


class RecordedEvent(Reasoned):
    """An event that statistics count."""

    kind: Annotated[Event, Field(description="事件 · kind")]
    day: Annotated[Day, Field(description="日期 · day")]
    amount_wan: Annotated[Amount | None, Field(description="金额（万元）· amount")] = None
    paper: Annotated[Text, Field(description="文件编号 · paper")] = ""


@verb(router, "GET", "/counting", "月度统计 · the count", Table, tag="counting", changes=False)
def count_projects(
    request: HttpRequest,
    year: Annotated[int | None, Query(ge=1990, le=2199, description="年度 · year")] = None,
    as_of: Annotated[Day | None, Query(description="按这一天已知的 · as known on")] = None,
    rules: Annotated[str, Query(description="口径 · rules")] = "",
) -> HttpResponse:
    """按某日已知的记录重算；每一行未计都有原因。

    Counted from what was known on a day; every row left out says why.
    """
    refuse_unknown(request, QUERY)
    wanted = asked_of({"year": year, "as_of": as_of, "rules": rules})
    found = queries.count(actor_of(request), wanted)
    return answer(
        {
            "year": wanted.year,
            "as_of": wanted.as_of,
            "rules": wanted.rules.id,
            "months": _only(Month, queries.monthly(found)),
            "left_out": _only(LeftOut, queries.left_out(found)),
        }
    )


@verb(
    router,
    "POST",
    "/projects/{key}/counting_facts",
    "登记口径要素 · tell facts",
    FACTS_ROW,
    tag="counting",
    status=201,
)
def tell_counting_facts(request: HttpRequest, key: UUID, given: ToldFacts) -> HttpResponse:
    """只添不改；以前日期的统计不变。

    Facts are only added; tables of earlier days stay.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_tell(actor, project)):
        values = given.model_dump(exclude={"reason"})
        if (share := values["public_share"]) is not None:
            values["public_share"] = f"{share:.4f}"
        made = actions.tell(actor, project, values, reason=given.reason)
    return answer(told(request, FACTS_TOLD, made.pk), 201)


@verb(
    router,
    "POST",
    "/projects/{key}/capital_events",
    "登记资本事件 · record an event",
    EVENT_ROW,
    tag="counting",
    status=201,
)
def record_capital_event(request: HttpRequest, key: UUID, given: RecordedEvent) -> HttpResponse:
    """增资写增量；补登签约可不写金额。

    Of an increase the increment; a signing told later needs no amount.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_tell(actor, project)):
        values = given.model_dump(exclude={"reason"})
        made = actions.record(actor, project, values, reason=given.reason)
    return answer(told(request, EVENTS, made.pk), 201)


@verb(
    router,
    "POST",
    "/capital_events/{key}/cancel",
    "冲销资本事件 · cancel an event",
    EVENT_ROW,
    tag=EVENTS.name,
    status=201,
)
def cancel_capital_event(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """由新的一行冲销；以前日期的统计不变。

    By a row of its own; tables of earlier days stay.
    """
    actor = actor_of(request)
    rows = CapitalEvent.objects.visible_to(actor).select_related("project__district")
    event: CapitalEvent = the(request, rows, pk=key)
    with allowed(may_tell(actor, event.project)):
        made = actions.cancel(actor, event, reason=given.reason)
    return answer(told(request, EVENTS, made.pk), 201)


def _project(request: HttpRequest, key: UUID) -> Project:
    rows = Project.objects.visible_to(actor_of(request)).select_related("district")
    found: Project = the(request, rows, pk=key)
    return found


def _only(shape: type[Schema], rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: row[name] for name in shape.model_fields} for row in rows]
