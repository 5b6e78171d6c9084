"""Tags of forms: what kind of field this is, and the filter bar of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import flatatt
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_filters.filterset import FilterSet
from django_filters.widgets import SuffixedMultiWidget

from shigu.face.filters import chips

register = template.Library()
Group = tuple[Any, Iterable[dict[str, Any]], int]
UNSAID = BLANK_CHOICE_DASH[0][1]


@register.simple_tag
def widget_kind(field: forms.BoundField) -> str:
    """``tick`` (check box), ``wide`` (search), ``span`` (from–to), else the type of the input."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, SuffixedMultiWidget):
        return "span"
    if widget.attrs.get("type") == "search" or getattr(widget, "input_type", "") == "search":
        return "wide"
    return str(getattr(widget, "input_type", "")) or type(widget).__name__.lower()


@register.simple_tag
def control(field: forms.BoundField) -> SafeString:
    """The input itself; the two ends of a from–to name themselves to screen readers."""
    widget: Any = field.field.widget
    if isinstance(widget, SuffixedMultiWidget):
        for end, word in zip(widget.widgets, (_("起"), _("止")), strict=False):
            end.attrs["aria-label"] = f"{field.label} {word}"
    return field.as_widget()


@register.filter
def option_rows(groups: Iterable[Group], required: object = True) -> SafeString:
    """The options of a select; written here, as Django renders two templates an option.

    The choice of nothing, which Django draws as a line, says what it means.
    """
    nothing = _("请选择") if required else _("不选")
    return mark_safe("\n".join(_group(name, rows, nothing) for name, rows, _index in groups))  # noqa: S308 - escaped one by one


def _group(name: Any, rows: Iterable[dict[str, Any]], nothing: str) -> str:
    options = "\n".join(_option(row, nothing) for row in rows)
    return f'<optgroup label="{conditional_escape(name)}">{options}</optgroup>' if name else options


def _option(row: dict[str, Any], nothing: str) -> str:
    chosen = flatatt(row["attrs"]) if row["attrs"] else ""
    words = nothing if row["label"] == UNSAID else row["label"]
    value, label = conditional_escape(row["value"]), conditional_escape(words)
    return f'<option value="{value}"{chosen}>{label}</option>'


@register.inclusion_tag("face/pieces/filter_bar.html", takes_context=True)
def filter_bar(
    context: Context, filterset: FilterSet, target: str = "#listing", most: int = 5
) -> dict[str, Any]:
    """``{% filter_bar filter %}``: the first ``most`` fields in sight, the others behind 更多."""
    fields = list(filterset.form.visible_fields())
    return {
        "form": filterset.form,
        "fields": fields[:most],
        "more": fields[most:],
        "more_used": any(field.value() for field in fields[most:]),
        "target": target,
        "request": context["request"],
    }


@register.inclusion_tag("face/pieces/chips.html", takes_context=True)
def filter_chips(context: Context, filterset: FilterSet) -> dict[str, Any]:
    """``{% filter_chips filter %}``: what is filtered now, each to be taken back alone."""
    request = context["request"]
    found = chips(filterset, request.GET)
    return {"chips": found, "path": request.path}
