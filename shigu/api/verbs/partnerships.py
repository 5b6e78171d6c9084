"""Research partnerships: register, revise, strike out."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row, values
from shigu.api.kinds import Key, Short, Text
from shigu.api.news import PARTNERSHIPS, router
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.cooperation import actions
from shigu.cooperation.models import Partnership
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import Status
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation

ROW: Any = PARTNERSHIPS.row_schema()
TAG = PARTNERSHIPS.name
Known = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
"""A day as far as it is known: a year, a month of it, a day of that."""
Parties = Annotated[list[Short], Field(min_length=2, max_length=20)]


class Registered(Reasoned):
    """A partnership of organisations, by their codes."""

    kind: Partnership.Kind
    subject: Text = ""
    since: Known = ""
    until: Known = ""
    parties: Parties
    status: Status = Status.FACT
    source: Short | None = None


class RevisedPartnership(Reasoned):
    """Only what is sent changes; parties are told anew, all of them."""

    kind: Partnership.Kind | None = None
    subject: Text = ""
    since: Known = ""
    until: Known = ""
    parties: Parties | None = None
    status: Status | None = None
    source: Short | None = None
    note: Text = ""


@verb(router, "POST", "/partnerships", "登记科研合作 · register", ROW, tag=TAG, status=201)
def register_partnership(request: HttpRequest, given: Registered) -> HttpResponse:
    """至少两方，写编号；性质为事实的须写明来源。

    Two parties at least, by their codes; a fact names its source.
    """
    actor = actor_of(request)
    parties = _parties(actor, given.parties)
    sent = {"status": given.status, **values(actor, Partnership, given, "parties")}
    with allowed(may_write_somewhere(actor, DataClass.REGISTRY)):
        made = actions.register(actor, sent, parties, reason=given.reason)
    return answer(told(request, PARTNERSHIPS, made.pk), 201)


@verb(router, "PATCH", "/partnerships/{key}", "修改科研合作 · revise", ROW, tag=TAG)
def revise_partnership(request: HttpRequest, key: Key, given: RevisedPartnership) -> HttpResponse:
    """只改送来的字段；合作方送来的是全部各方。

    Changes the members that are sent; parties are all that there are from now on.
    """
    actor, partnership = actor_of(request), _partnership(request, key)
    sent = values(actor, Partnership, given, "parties")
    parties = None if given.parties is None else _parties(actor, given.parties)
    with allowed(may_write_somewhere(actor, DataClass.REGISTRY)):
        actions.revise(actor, partnership, sent, parties, reason=given.reason)
    return answer(told(request, PARTNERSHIPS, key))


@verb(router, "POST", "/partnerships/{key}/strike", "删去科研合作 · strike", ROW, tag=TAG)
def strike_partnership(request: HttpRequest, key: Key, given: Reasoned) -> HttpResponse:
    """登记错了的删去；历史留着。答复是删去前的样子。

    What was registered wrongly goes; history keeps it. The answer is the row as it was.
    """
    actor, partnership = actor_of(request), _partnership(request, key)
    was = told(request, PARTNERSHIPS, key)
    with allowed(may_write_somewhere(actor, DataClass.REGISTRY)):
        actions.strike(actor, partnership, reason=given.reason)
    return answer(was)


def _partnership(request: HttpRequest, key: int) -> Partnership:
    found: Partnership = the(request, Partnership.objects.visible_to(actor_of(request)), pk=key)
    return found


def _parties(actor: Actor, codes: list[str]) -> list[Organisation]:
    return [row(actor, Organisation, code, "body.parties") for code in codes]
