"""Read the sheets' own CSV files; events and facts become columns of the firm's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from shigu.engine.pack.schema import Field, Table
from shigu.engine.pack.schema.load import tables_of
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Event

AGREEMENT_EVENTS = (Event.SIGNED, Event.AID_PAID)
"""Events of the agreement; the rest are those of firms."""


def sheets_of(facts: Iterable[str]) -> Mapping[str, Table]:
    """The tables contributions, firms, lines, measures and events.

    Events are columns of contributions and firms, and so are the ``facts`` that an agreement asks
    for; of the agreement's own events contributions alone has columns.
    """
    tables = dict(_tables())
    dated = [_event(event) for event in Event if event not in AGREEMENT_EVENTS]
    own = [_event(event) for event in AGREEMENT_EVENTS]
    asked = [_fact(fact) for fact in sorted(set(facts))]
    for name, more in (("contributions", [*dated, *own, *asked]), ("firms", [*dated, *asked])):
        tables[name] = replace(tables[name], fields=(*tables[name].fields, *more))
    return tables


@cache
def _tables() -> Mapping[str, Table]:
    return tables_of(__package__)


def _event(event: Event) -> Field:
    words = language().words["event"][event.value]
    return replace(_column(event.value, words.zh, words.en), type="first_day")


def _fact(fact: str) -> Field:
    return _column(fact, fact, fact)


def _column(name: str, zh: str, en: str) -> Field:
    return replace(
        _tables()["contributions"].field("evidence"),
        name=name,
        zh=zh,
        description_zh=zh,
        description_en=en,
    )
