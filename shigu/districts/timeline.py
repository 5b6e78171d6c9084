"""History as people read it: who did what, when, why, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, JSONField, Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.districts.verbs import VERBS
from shigu.face.pieces import Change, Event

SHOWN = 50
LABELS = {
    "insert": pgettext_lazy("历史", "登记"),
    "update": pgettext_lazy("历史", "修改"),
    "delete": pgettext_lazy("历史", "删除"),
}
Names = Mapping[str, Mapping[Any, str]]
Moved = tuple["Field[Any, Any]", tuple[Any, ...]]


def timeline(row: Any, *, shown: int = SHOWN) -> tuple[Event, ...]:
    """The last events of a tracked row, the newest first."""
    return told(row._meta.model, row.events, shown=shown)


def events_of(model: type[Model]) -> QuerySet[Any]:
    """The history of every row of a tracked model."""
    kept = next(
        each for each in apps.get_models() if getattr(each, "pgh_tracked_model", None) is model
    )
    return kept._default_manager.all()


def told(
    model: type[Model], events: Any, *, shown: int = SHOWN, subject: Sequence[str] = ()
) -> tuple[Event, ...]:
    """The last of some events of a model; ``subject`` are the columns that say which row it was."""
    kept = list(events.order_by("-pgh_created_at", "-pgh_label")[: shown + 1])
    pairs = _pairs(kept)[:shown]
    columns = [column for column in model._meta.concrete_fields if column.name in subject]
    moved = [column for pair in pairs for column in _moved(model, *pair)]
    called = [(column, (getattr(now, column.attname),)) for now, _ in pairs for column in columns]
    names = _names([*moved, *called])
    return tuple(_event(model, now, before, names, columns) for now, before in pairs)


def _pairs(kept: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each event with the one before of the same row; the newest come first."""
    of_row: dict[Any, list[Any]] = {}
    for event in kept:
        of_row.setdefault(event.pgh_obj_id, []).append(event)
    before = {now.pgh_id: earlier for row in of_row.values() for now, earlier in pairwise(row)}
    return [(event, before.get(event.pgh_id)) for event in kept]


def _event(
    model: type[Model], now: Any, before: Any, names: Names, subject: Sequence[Field[Any, Any]]
) -> Event:
    context = now.pgh_context or {}
    called = [_said(column, getattr(now, column.attname), names) for column in subject]
    return Event(
        verb=" · ".join([_verb(context.get("verb", ""), now.pgh_label), *filter(None, called)]),
        at=timezone.localtime(now.pgh_created_at),
        actor=_actor(context),
        reason=context.get("reason", ""),
        changes=tuple(_changes(model, now, before, names)),
    )


def changes(model: type[Model], now: Any, before: Any) -> tuple[Change, ...]:
    """What differs between two states of a row, in the words of the timeline."""
    return tuple(_changes(model, now, before, _names(list(_moved(model, now, before)))))


def _changes(model: type[Model], now: Any, before: Any, names: Names) -> Iterator[Change]:
    for column, (old, new) in _moved(model, now, before):
        name = column.verbose_name or column.name
        yield Change(name, _said(column, old, names), _said(column, new, names))


def _actor(context: Mapping[str, Any]) -> str:
    """Who it was: a person by name, the installation itself, or a write outside any verb."""
    if not context:
        return _("未记名")
    return context["name"] if context["actor"] is not None else _("系统")


def _verb(verb: str, label: str) -> str:
    return capfirst(str(VERBS.get(verb, "") or LABELS.get(label, label)))


def _moved(model: type[Model], now: Any, before: Any) -> Iterator[Moved]:
    """Columns that differ, with both values."""
    if before is None or getattr(now, "pgh_label", "") == "delete":
        return
    for column in model._meta.concrete_fields:
        if column.primary_key or not hasattr(now, column.attname):
            continue
        pair = (getattr(before, column.attname), getattr(now, column.attname))
        if pair[0] != pair[1]:
            yield column, pair


def _target(column: Field[Any, Any]) -> type[Model] | None:
    """Whose keys a column has: a reference, or an array named in ``keys`` of its model."""
    if isinstance(column, ForeignKey):
        return column.related_model
    return getattr(column.model, "keys", {}).get(column.name)


def _names(moved: Sequence[Moved]) -> Names:
    """How the rows that changed columns point to are called, one query a column."""
    keys: dict[str, set[Any]] = {}
    targets: dict[str, Any] = {}
    for column, pair in moved:
        if (target := _target(column)) is not None:
            pointed = (value if isinstance(value, list) else [value] for value in pair)
            keys.setdefault(column.name, set()).update(*pointed)
            targets[column.name] = target
    return {
        name: {
            key: str(row)
            for key, row in targets[name]._default_manager.in_bulk(found - {None}).items()
        }
        for name, found in keys.items()
    }


def _said(column: Field[Any, Any], value: Any, names: Names) -> str:
    if value in (None, "", [], {}):
        said = ""
    elif column.name in names:
        listed = value if isinstance(value, list) else [value]
        said = _("、").join(names[column.name].get(key, _("（已不可见）")) for key in listed)
    elif isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        said = _("；").join(f"{name} {one}" for name, one in value.items())
    elif isinstance(column, JSONField):
        said = _("（图形或结构数据）")
    elif isinstance(value, datetime):
        said = f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    elif isinstance(value, list):
        said = _("；").join(map(str, value))
    elif isinstance(value, bool):
        said = _("是") if value else _("否")
    else:
        plain = f"{value:f}".rstrip("0").rstrip(".") if _exact(value) else value
        said = str(dict(column.flatchoices or ()).get(value, plain))
    return said


def _exact(value: Any) -> bool:
    return hasattr(value, "as_tuple") and "." in f"{value:f}"
