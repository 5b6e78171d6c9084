"""What a filter bar says of itself: the active filters as chips with the address without each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters.filterset import FilterSet
from django_filters.widgets import SuffixedMultiWidget

PAGING = ("page",)


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter: its label, its value in words, and the address that takes it back."""

    label: str
    value: str
    query: str
    names: str


def chips(filterset: FilterSet, asked: QueryDict) -> list[Chip]:
    """The filters that narrow the list now, in the order of the bar."""
    found = []
    for field in filterset.form.visible_fields():
        names = _parameters(field)
        words = _words(field) if any(asked.get(name) for name in names) else ""
        if words:
            query = without(asked, *names)
            found.append(Chip(str(field.label), words, query, " ".join(names)))
    return found


def without(asked: QueryDict, *names: str) -> str:
    """The query string without these parameters, on its first page."""
    rest = asked.copy()
    for name in (*names, *PAGING):
        rest.pop(name, None)
    return rest.urlencode()


def _parameters(field: forms.BoundField) -> tuple[str, ...]:
    widget: Any = field.field.widget
    if isinstance(widget, SuffixedMultiWidget):
        return tuple(widget.suffixed(field.html_name, suffix) for suffix in widget.suffixes)
    return (field.html_name,)


def _words(field: forms.BoundField) -> str:
    value = field.form.cleaned_data.get(field.name) if field.form.is_valid() else None
    if value in (None, "", [], slice(None)):
        return ""
    if isinstance(value, slice):
        return f"{_end(value.start)}–{_end(value.stop)}"
    choices = _choices(field)
    if isinstance(value, list | tuple | models.QuerySet):
        return _("、").join(choices.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return choices.get(str(value), _("是") if value else _("否"))
    return choices.get(str(value), str(value))


def _choices(field: forms.BoundField) -> dict[str, str]:
    if isinstance(field.field, forms.ModelChoiceField):
        return {}
    given: Any = getattr(field.field, "choices", ())
    return {str(key): str(words) for key, words in given if not isinstance(words, list | tuple)}


def _end(value: Any) -> str:
    return (
        "" if value is None else f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)
    )
