"""Events are made again from the statements around a page that was stored."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from shigu.engine.text.occurrences import NEAR, Occurrence, occurrences
from shigu.ingest.models import Document, Event, Statement, Telling
from shigu.ingest.occurring import Placed, tellings


def tell_events(document: Document) -> None:
    """Join what ``document`` tells with the events near by; an earlier version tells no more."""
    gone = Telling.objects.filter(statement__document__later__isnull=False)
    touched = set(
        gone.filter(statement__document=document.earlier_id).values_list("event", flat=True)
    )
    fresh = tellings(_of_events().filter(document=document))
    if fresh:
        touched |= set(_near(fresh).values_list("pk", flat=True))
    if touched or fresh:
        _make_again(touched, fresh)


def _of_events() -> QuerySet[Statement]:
    rows = Statement.objects.by_machine().filter(kind=Statement.Kind.EVENT, document__later=None)
    return rows.select_related("document__family")


def _near(fresh: list[Placed]) -> QuerySet[Event]:
    days = [each.told.day for each in fresh]
    types = {each.told.type for each in fresh}
    return Event.objects.filter(
        type__in=types, date__range=(min(days) - 2 * NEAR, max(days) + 2 * NEAR)
    )


def _make_again(touched: set[int], fresh: list[Placed]) -> None:
    before = dict(Telling.objects.filter(event__in=touched).values_list("statement", "event"))
    kept = tellings(_of_events().filter(pk__in=before))
    placed = {each.told.key: each for each in (*kept, *fresh)}
    Telling.objects.filter(event__in=touched).delete()
    free = set(touched)
    for occurrence in occurrences(each.told for each in placed.values()):
        known = (before.get(told.key) for told in occurrence.tellings)
        event = next((key for key in known if key in free), None)
        free.discard(event or 0)
        _write(event, occurrence, placed)
    Event.objects.filter(pk__in=free).delete()


def _write(key: int | None, occurrence: Occurrence, placed: dict[int, Placed]) -> None:
    best = placed[occurrence.best.key]
    told = best.told
    members = [placed[each.key] for each in occurrence.tellings]
    where = next((each for each in (best, *members) if each.place), best)
    event = Event(
        pk=key,
        type=told.type,
        date=told.day,
        told_date=best.told_date,
        name=told.project or best.statement.name,
        parties=sorted(_all(each.parties for each in occurrence.tellings)),
        amount_yuan=None if told.amount is None else Decimal(str(float(told.amount))),
        planned=told.planned,
        origins=occurrence.origins,
        confirmed=occurrence.confirmed,
        place=where.place,
        zone=where.zone,
    )
    event.save()
    Telling.objects.bulk_create(Telling(event=event, statement=each.statement) for each in members)


def _all(sets: Iterable[frozenset[str]]) -> set[str]:
    return {name for one in sets for name in one}
