"""The history of one row as people read it: who did what, when, why, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Field, ForeignKey, JSONField, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.verbs import VERBS
from shigu.face.pieces import Change, Event, Words

SHOWN = 50
LABELS = {
    "insert": gettext_lazy("登记"),
    "update": gettext_lazy("修改"),
    "delete": gettext_lazy("删除"),
}
Names = Mapping[str, Mapping[Any, str]]


def timeline(row: Model, *, shown: int = SHOWN) -> tuple[Event, ...]:
    """The last events of a tracked row, the newest first."""
    events: Any = row.events  # type: ignore[attr-defined]
    kept = list(events.order_by("-pgh_created_at", "-pgh_label")[: shown + 1])
    earlier = [*kept[1:], None]
    pairs = list(zip(kept, earlier, strict=True))[:shown]
    names = _names([column for pair in pairs for column in _moved(type(row), *pair)])
    return tuple(_event(type(row), now, before, names) for now, before in pairs)


def _event(model: type[Model], now: Any, before: Any, names: Names) -> Event:
    context = now.pgh_context or {}
    changes = tuple(
        Change(
            column.verbose_name or column.name,
            _said(column, getattr(before, column.attname), names),
            _said(column, getattr(now, column.attname), names),
        )
        for column, _value in _moved(model, now, before)
    )
    return Event(
        verb=_verb(context.get("verb", ""), now.pgh_label),
        at=timezone.localtime(now.pgh_created_at),
        actor=context.get("name") or _("未记名"),
        reason=context.get("reason", ""),
        changes=changes,
    )


def _verb(verb: str, label: str) -> Words:
    return VERBS.get(verb, "") or LABELS.get(label, label)


def _moved(model: type[Model], now: Any, before: Any) -> Iterator[tuple[Field[Any, Any], Any]]:
    """Columns that differ, with both values."""
    if before is None or now.pgh_label == "delete":
        return
    for column in model._meta.concrete_fields:
        if column.primary_key or not hasattr(now, column.attname):
            continue
        pair = (getattr(before, column.attname), getattr(now, column.attname))
        if pair[0] != pair[1]:
            yield column, pair


def _names(moved: Sequence[tuple[Field[Any, Any], Any]]) -> Names:
    """How the rows that changed columns point to are called, one query a column."""
    keys: dict[str, set[Any]] = {}
    targets: dict[str, Any] = {}
    for column, pair in moved:
        if isinstance(column, ForeignKey):
            keys.setdefault(column.name, set()).update(pair)
            targets[column.name] = column.related_model
    return {
        name: {
            key: str(row)
            for key, row in targets[name]._default_manager.in_bulk(found - {None}).items()
        }
        for name, found in keys.items()
    }


def _said(column: Field[Any, Any], value: Any, names: Names) -> str:
    if value in (None, "", []):
        return ""
    if column.name in names:
        return names[column.name].get(value, _("（已不可见）"))
    if isinstance(column, JSONField):
        return _("（图形或结构数据）")
    if isinstance(value, list):
        return "；".join(map(str, value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    choices = dict(column.flatchoices or ())
    return str(choices.get(value, f"{value:f}".rstrip("0").rstrip(".") if _exact(value) else value))


def _exact(value: Any) -> bool:
    return hasattr(value, "as_tuple") and "." in f"{value:f}"
