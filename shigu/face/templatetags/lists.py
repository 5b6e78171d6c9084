"""Tags of lists: the total in words, the pager, and what the address carries along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.face.cells import cells
from shigu.face.counting import CappedPaginator
from shigu.face.units import grouped

register = template.Library()


@register.simple_tag
def list_total(paginator: CappedPaginator) -> SafeString:
    """How many rows; beyond the cap only that there are more."""
    found = paginator.count
    words = ngettext("共 {count} 行", "共 {count} 行", found)
    if paginator.capped:
        words = _("超过 {count} 行")
    return format_html(words, count=format_html("<b>{}</b>", grouped(found)))


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: Any) -> SafeString:
    """The rows of the page; written here, as a template would look up five things a cell."""
    openings = [_opening(column) for column in table.columns]
    return mark_safe(  # noqa: S308 - cells are escaped one by one
        "\n".join(
            f"<tr {row.attrs.as_html()}>"
            + "".join(
                f"{opening}{render_value_in_context(cell, context)}</td>"
                for opening, cell in zip(openings, found, strict=True)
            )
            + "</tr>"
            for row, found in cells(table)
        )
    )


def _opening(column: Any) -> SafeString:
    style = column.column.attrs.get("td", {}).get("class", "")
    return format_html('<td class="{}">', style) if style else mark_safe("<td>")


@register.inclusion_tag("face/pieces/pager.html", takes_context=True)
def pager(
    context: Context, page: Page[Any], paginator: CappedPaginator, sizes: tuple[int, ...]
) -> dict[str, Any]:
    """``{% pager table.page table.paginator page_sizes %}``."""
    numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "paginator": paginator,
        "capped": paginator.capped,
        "numbers": numbers,
        "sizes": sizes,
        "request": context["request"],
        "filter": context.get("filter"),
    }


@register.filter
def listed(values: Iterable[Any]) -> str:
    """``{{ names|listed }}``: 甲、乙 in Chinese, one, two in English."""
    return _("、").join(map(str, values))


@register.filter
def split(words: str) -> list[str]:
    """``"a b"|split`` → its words."""
    return words.split()


@register.filter
def values_of(asked: QueryDict, name: str) -> list[str]:
    """All values of one parameter of the address."""
    return asked.getlist(name)


@register.filter
def others(asked: QueryDict, names: str) -> list[tuple[str, str]]:
    """Every parameter of the address but those named."""
    left = set(names.split())
    return [(name, value) for name in asked if name not in left for value in asked.getlist(name)]
