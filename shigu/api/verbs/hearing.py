"""Signals: note what is heard of an organisation, withdraw it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field, HttpUrl

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, body, values
from shigu.api.industry import SIGNALS, router
from shigu.api.kinds import Short, Text
from shigu.api.problems import Invalid, allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import Source
from shigu.registry import actions
from shigu.registry.actions.hearing import faults
from shigu.registry.models import Organisation, Signal
from shigu.registry.policies import may_write_in

ROW: Any = SIGNALS.row_schema()
TAG = "signals"
COLUMNS = ("kind", "date", "statement", "amount_wan", "growth", "place", "source", "note")


class CitedSource(Body):
    """A source that is not kept yet; one with that address is taken as it is."""

    title: Annotated[Short, Field(description="标题 · title")]
    url: Annotated[HttpUrl | None, Field(description="网址 · address")] = None
    publisher: Annotated[Text, Field(description="发布者 · publisher")] = ""
    trust: Annotated[Source.Trust, Field(description="可信级别 · trust")] = Source.Trust.PRESS


class Citing(Reasoned):
    """A body that may bring a source of its own."""

    cited: Annotated[CitedSource | None, Field(description="新来源 · a new source")] = None


Heard: Any = body(
    "HeardSignal", Signal, TAG, COLUMNS, required=("kind", "date", "statement"), base=Citing
)


@verb(router, "POST", "/organisations/{key}/signals", "登记动向 · hear", ROW, tag=TAG, status=201)
def hear_signal(request: HttpRequest, key: Short, given: Heard) -> HttpResponse:
    """照录一句原文；真实机构的须有来源。下次评估候选时计入。

    One sentence as it was read; of a real organisation with its source. It counts in the next
    assessment.
    """
    actor = actor_of(request)
    rows = Organisation.objects.visible_to(actor).select_related("district")
    row: Organisation = the(request, rows, code=key)
    with allowed(may_write_in(actor, row.district)):
        sent, cited = values(actor, Signal, given, "cited"), _cited(given.cited)
        for column, why in faults(row, sent, cited).items():
            raise Invalid(f"body.{column}", why)
        made = actions.hear(actor, row, sent, cited=cited, reason=given.reason)
    return answer(told(request, SIGNALS, made.code), 201)


@verb(router, "POST", "/signals/{key}/withdraw", "撤回动向 · withdraw", ROW, tag=TAG)
def withdraw_signal(request: HttpRequest, key: Short, given: Reasoned) -> HttpResponse:
    """不再计入，留在历史里；答复为撤回前的样子。

    It counts no more and stays in history; the answer is the row as it was.
    """
    actor = actor_of(request)
    rows = Signal.objects.visible_to(actor).select_related("organisation__district")
    signal: Signal = the(request, rows, code=key)
    was = told(request, SIGNALS, key)
    with allowed(may_write_in(actor, signal.organisation.district)):
        actions.unhear(actor, signal, reason=given.reason)
    return answer(was)


def _cited(given: CitedSource | None) -> actions.Cited | None:
    if given is None:
        return None
    return actions.Cited(
        given.title, str(given.url or ""), given.publisher, Source.Trust(given.trust)
    )
