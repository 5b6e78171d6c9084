"""Other names and codes of an organisation: noted, closed, taken off."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.doubles import IDENTIFIERS, OTHER_NAMES, router
from shigu.api.kinds import Key, Short, Text
from shigu.api.problems import allowed
from shigu.api.resources import Resource, told
from shigu.api.verbs.verb import the, verb
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import Source
from shigu.registry import actions
from shigu.registry.models import Identifier, Organisation, OtherName
from shigu.registry.policies import may_write_in

NAME: Any = OTHER_NAMES.row_schema()
CODE: Any = IDENTIFIERS.row_schema()
Day = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$",
        description="2019、2019-04 或 2019-04-18；空为未知 · empty is not known",
    ),
]


class Held(Reasoned):
    """Since when and until when it holds, and where it was read."""

    since: Day = ""
    until: Day = ""
    source: Short | None = None
    note: Text = ""

    def known(self, actor: Actor) -> dict[str, Any]:
        """The values as the verbs take them."""
        source = row(actor, Source, self.source, "body.source") if self.source else None
        return {"since": self.since, "until": self.until, "source": source, "note": self.note}


class Called(Held):
    """A further name of an organisation."""

    text: Short
    kind: OtherName.Kind


class Told(Held):
    """A further code of an organisation."""

    value: Short
    kind: Identifier.Kind


class Ended(Reasoned):
    """Until when it held; empty for still."""

    until: Day


class Struck(Reasoned):
    """Why it is taken off."""


ORGANISATION = "/organisations/{key}"


@verb(
    *(router, "POST", f"{ORGANISATION}/other_names", "登记其他名称 · note a name", NAME),
    tag=OTHER_NAMES.name,
    status=201,
)
def call_organisation(request: HttpRequest, key: Short, given: Called) -> HttpResponse:
    """别名、曾用名、英文名；检索也找得到。

    An alias, a former or an English name; search finds the organisation by it.
    """
    actor, found = actor_of(request), _organisation(request, key)
    known = given.known(actor)
    with allowed(may_write_in(actor, found.district)):
        made = actions.call(actor, found, given.text, given.kind, reason=given.reason, known=known)
    return answer(told(request, OTHER_NAMES, made.pk), 201)


@verb(
    *(router, "POST", f"{ORGANISATION}/identifiers", "登记代码 · note a code", CODE),
    tag=IDENTIFIERS.name,
    status=201,
)
def identify_organisation(request: HttpRequest, key: Short, given: Told) -> HttpResponse:
    """校验码不对的拒绝，并说出正确的一位。

    A wrong check character is refused, and the right one is said.
    """
    actor, found = actor_of(request), _organisation(request, key)
    known, why = given.known(actor), given.reason
    with allowed(may_write_in(actor, found.district)):
        made = actions.identify(actor, found, given.kind, given.value, reason=why, known=known)
    return answer(told(request, IDENTIFIERS, made.pk), 201)


@verb(*(router, "POST", "/other_names/{key}/close", "注明止期 · close", NAME), tag=OTHER_NAMES.name)
def close_other_name(request: HttpRequest, key: Key, given: Ended) -> HttpResponse:
    """这个名称用到哪一天。

    Until when the name held.
    """
    return _closed(request, OTHER_NAMES, key, given)


@verb(*(router, "POST", "/identifiers/{key}/close", "注明止期 · close", CODE), tag=IDENTIFIERS.name)
def close_identifier(request: HttpRequest, key: Key, given: Ended) -> HttpResponse:
    """这个代码用到哪一天。

    Until when the code held.
    """
    return _closed(request, IDENTIFIERS, key, given)


@verb(
    *(router, "POST", "/other_names/{key}/unname", "撤下名称 · take off", NAME),
    tag=OTHER_NAMES.name,
)
def unname_other_name(request: HttpRequest, key: Key, given: Struck) -> HttpResponse:
    """登记错了的撤下；历史留着。答复是撤下的那一行。

    What was noted wrongly goes; history keeps it. The answer is the row that went.
    """
    return _struck(request, OTHER_NAMES, key, given)


@verb(
    *(router, "POST", "/identifiers/{key}/unname", "撤下代码 · take off", CODE),
    tag=IDENTIFIERS.name,
)
def unname_identifier(request: HttpRequest, key: Key, given: Struck) -> HttpResponse:
    """登记错了的撤下；历史留着。答复是撤下的那一行。

    What was noted wrongly goes; history keeps it. The answer is the row that went.
    """
    return _struck(request, IDENTIFIERS, key, given)


def _closed(request: HttpRequest, resource: Resource, key: int, given: Ended) -> HttpResponse:
    actor, known = actor_of(request), _known(request, resource, key)
    with allowed(may_write_in(actor, known.organisation.district)):
        actions.close(actor, known, given.until, reason=given.reason)
    return answer(told(request, resource, key))


def _struck(request: HttpRequest, resource: Resource, key: int, given: Struck) -> HttpResponse:
    actor, known = actor_of(request), _known(request, resource, key)
    last = dict(told(request, resource, key))
    with allowed(may_write_in(actor, known.organisation.district)):
        actions.unname(actor, known, reason=given.reason)
    return answer(last)


def _known(request: HttpRequest, resource: Resource, key: int) -> Any:
    rows = resource.rows(actor_of(request)).select_related("organisation__district")
    return the(request, rows, pk=key)


def _organisation(request: HttpRequest, key: str) -> Organisation:
    rows = Organisation.objects.visible_to(actor_of(request)).select_related("district")
    found: Organisation = the(request, rows, code=key)
    return found
