"""Links × districts: how many firms of the loaded registry stand on which link where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.face.exports import WRITERS, Row, file_response
from shigu.face.pieces import Link
from shigu.registry.firms.standing import Standing, standing
from shigu.registry.firms.store import about
from shigu.registry.places import names_here
from shigu.registry.tabs import tabs

Named = Callable[[ActorRequest], Mapping[str, str]]
"""The links of the chain in use by code, in their order; ``web`` tells."""
ALL, EMPTY = "all", "empty"


class MatrixFilter(forms.Form):
    """Links by name, and with firms, without, or both."""

    q = forms.CharField(
        label=gettext_lazy("环节"),
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    show = forms.ChoiceField(
        label=gettext_lazy("显示"),
        required=False,
        choices=(
            ("", gettext_lazy("有企业的环节")),
            (EMPTY, gettext_lazy("没有企业的环节")),
            (ALL, gettext_lazy("全部环节")),
        ),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A link with its firms by place; '-' stands for a place that nobody knows."""

    code: str
    name: str
    all: int
    cells: tuple[tuple[str, int], ...]


def matrix(request: ActorRequest, links: Named = lambda _request: {}) -> HttpResponseBase:
    """Links down, districts across; a file for ``?export=csv`` and ``?export=xlsx``."""
    known, names = standing(), names_here()
    every = [] if known is None else [_line(*link, known) for link in links(request).items()]
    form = MatrixFilter(request.GET)
    rows = _narrowed(every, form)
    places = [] if known is None else [names.get(place, place) for place in known.districts]
    if request.GET.get("export") in WRITERS:
        return _file(request, rows, places)
    return render(
        request,
        "registry/matrix.html",
        {
            "districts": places,
            "rows": rows,
            "form": form,
            "about": about(),
            "answer": _said(every) if known else _("还没有环节定位。"),
            "tabs": tabs("registry:matrix"),
            "breadcrumbs": (
                Link(_("企业与机构"), reverse("registry:organisations")),
                Link(_("环节 × 区县")),
            ),
        },
    )


def _line(code: str, name: str, known: Standing) -> Line:
    cells = tuple((place or "-", known.cells.get((code, place), 0)) for place in known.districts)
    return Line(code, name, known.of_link(code), cells)


def _narrowed(rows: list[Line], form: MatrixFilter) -> list[Line]:
    asked = form.cleaned_data if form.is_valid() else {}
    text, show = asked.get("q", "").strip().casefold(), asked.get("show", "")
    named = [row for row in rows if text in row.name.casefold()]
    return named if show == ALL else [row for row in named if (row.all == 0) == (show == EMPTY)]


def _file(request: HttpRequest, rows: list[Line], places: list[str]) -> HttpResponseBase:
    header = [_("环节"), _("合计"), *(place or _("未知") for place in places)]
    cells: Iterator[Row] = (
        [row.name, row.all, *(many for _place, many in row.cells)] for row in rows
    )
    return file_response(request.GET["export"], "links", header, cells)


def _said(rows: list[Line]) -> str:
    filled = sum(1 for row in rows if row.all)
    return _("%(filled)d 个环节在登记册里有企业，%(blank)d 个没有；点数字看是哪些。") % {
        "filled": filled,
        "blank": len(rows) - filled,
    }
