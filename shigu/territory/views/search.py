"""Finding a space for a project: what fits, what nearly does, what to give up for how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.districts.versions import INVALID, OPENED
from shigu.engine.reasons import Reason
from shigu.engine.siting.requirements import LABELS
from shigu.engine.siting.results import NearMiss
from shigu.engine.siting.search import Fitting, SpaceSearch, find_spaces
from shigu.engine.siting.values import Space as Offer
from shigu.face import units
from shigu.territory import queries
from shigu.territory.bridge import on_offer
from shigu.territory.forms import NeedForm
from shigu.territory.ground import found as map_of
from shigu.territory.models import Space
from shigu.territory.policies import may_keep
from shigu.territory.views.frame import crumbs, tabs

MAPPED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A space that was found, with what is said of it."""

    space: Space
    said: tuple[str, ...]
    start: date | None = None
    left_m2: float | None = None
    reserve: str = ""


def search_page(request: HttpRequest) -> HttpResponse:
    """The form of needs and, once something is asked, the answer."""
    actor = actor_of(request)
    form = NeedForm(request.GET or None, actor=actor)
    context: dict[str, Any] = {
        "form": form,
        "tabs": tabs("search"),
        "breadcrumbs": crumbs((_("找空间"), "")),
        "answer": _("写下项目要什么，看哪些空间满足、哪些只差一点、退一步能多出几处。"),
    }
    asked = form.is_bound and form.is_valid() and form.asks_something()
    if asked:
        context |= _answered(request, form)
    status = OPENED if asked or not form.errors else INVALID
    return render(request, "territory/search.html", context, status=status)


def _answered(request: HttpRequest, form: NeedForm) -> dict[str, Any]:
    actor, today, need = actor_of(request), timezone.localdate(), form.need()
    first = max(need.earliest, today)
    table, gone = on_offer(actor, first, today, any_industry=need.code is None)
    result = find_spaces(need, table, today)
    told: list[Any] = [*result.fitting, *result.near, *result.pairs]
    rows = queries.spaces(actor, first, today).filter(code__in=[one.space for one in told])
    spaces = {space.code: space for space in queries.with_standing(actor, rows, first, today)}
    left = {offer.id: offer for offer in table.spaces if offer.id in spaces}
    keys = {one.space: "fits" for one in result.fitting} | {
        one.space: "near" for one in result.near
    }
    offered = partial(_offered, request)
    drawn = [spaces[code] for code in keys if code in spaces][:MAPPED]
    return {
        "answer": result.en if _english() else result.zh,
        "result": result,
        "need": need,
        "gone": gone,
        "fitting": [
            offered(_fitting(one, spaces[one.space], left[one.space])) for one in result.fitting
        ],
        "near": [offered(row) for row in _rows(result.near, spaces)],
        "pairs": [offered(row) for row in _rows(result.pairs, spaces)],
        "project": request.GET.get("project", ""),
        "relaxations": _relaxed(result),
        "map": map_of(drawn, keys, actor) if drawn else None,
    }


def _offered(request: HttpRequest, row: Row) -> Row:
    """With the way to keep the space, for who may; the project asked for goes along."""
    if not may_keep(actor_of(request), row.space):
        return row
    address = reverse("territory:reserve", args=[row.space.code])
    project = request.GET.get("project")
    asked = f"?{urlencode({'project': project})}" if project else ""
    return replace(row, reserve=f"{address}{asked}")


def _fitting(found: Fitting, space: Space, left: Offer) -> Row:
    area = units.mu_to_m2(left.land_mu or 0) if left.kind == "land" else left.area_m2
    return Row(space, _reasons(found.reasons), found.start, None if area is None else float(area))


def _rows(found: Iterable[Any], spaces: dict[str, Any]) -> list[Row]:
    return [Row(spaces[one.space], _misses(one.misses)) for one in found]


def _misses(misses: Iterable[NearMiss]) -> tuple[str, ...]:
    return tuple(miss.en if _english() else miss.zh for miss in misses)


def _reasons(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(reason.en if _english() else reason.zh for reason in reasons)


def _relaxed(result: SpaceSearch) -> list[tuple[str, str, int]]:
    """What gives way, to what, and how many spaces that opens."""
    return [
        (_label(one.constraint), one.accepted_en if _english() else one.accepted_zh, one.spaces)
        for one in result.relaxations
    ]


def _label(constraint: str) -> str:
    words = LABELS.get(constraint)
    if words is None:
        return _("最迟入驻") if constraint == "siting.latest" else ""
    return words.en if _english() else words.zh


def _english() -> bool:
    return get_language() == "en"
