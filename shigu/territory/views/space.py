"""The page of a space, and the form to change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face import units
from shigu.face.pieces import Figure
from shigu.face.templatetags.units import day_in_words
from shigu.registry.views import Panel
from shigu.territory import actions, queries, resources
from shigu.territory.forms import SpaceForm
from shigu.territory.gantt import Lane, gantt
from shigu.territory.models import Occupancy, Space
from shigu.territory.policies import may_keep
from shigu.territory.queries import Wish
from shigu.territory.views.frame import crumbs
from shigu.territory.views.places import bar_of
from shigu.territory.views.terms import kind_of, terms_of, told

ABOVE = ("district", "district__parent", "district__parent__parent")
"""A district, what it lies in, and what that lies in."""
Fact = tuple[str, str]
PanelsOf = Callable[[HttpRequest, Space], Iterable[Panel]]


def found(request: HttpRequest, code: str) -> Any:
    """The space of that code with its state today, or 404."""
    actor, today = actor_of(request), timezone.localdate()
    related = ("zone", ABOVE[-1], "source")
    rows = Space.objects.visible_to(actor).select_related(*related)
    outlines = ("zone__geometry", *(f"{path}__boundary" for path in ABOVE))
    space = get_object_or_404(rows.defer(*outlines), code=code)
    return queries.with_standing(actor, [space], today, today)[0]


def space_page(
    request: HttpRequest, code: str, panels: PanelsOf = lambda _request, _space: ()
) -> HttpResponse:
    """What a space offers, who holds it when, and what a tenant draws on."""
    actor, today = actor_of(request), timezone.localdate()
    space = found(request, code)
    held = queries.holdings(actor, space, today)
    pools = queries.pools_of(actor, space)
    context = {
        "space": space,
        "breadcrumbs": crumbs((_("空间列表"), reverse("territory:spaces")), (str(space), "")),
        "answer": _answer(space, held, today),
        "figures": _figures(space, held, today),
        "facts": (_size(space), _technical(space)),
        "place": _admitted(space),
        "terms": told(terms_of(space)),
        "terms_title": kind_of(space)._meta.verbose_name,
        "held": held,
        "gantt": gantt([_lane(space, held)], _("占用时间表"), today),
        "pools": pools,
        "uses": resources.uses(actor, pools, today),
        "shares": resources.shares(pools),
        "keep": may_keep(actor, space),
        "history": timeline(space),
        "panels": list(panels(request, space)),
    }
    return render(request, "territory/space.html", context)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is on record; refusals stand above the form, nothing is lost."""
    actor, space = actor_of(request), found(request, code)
    may_keep(actor, space).require()
    form = SpaceForm(request.POST or None, instance=space, actor=actor)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        values = dict(form.cleaned_data)
        reason, _version = values.pop("reason"), values.pop("version")
        try:
            actions.change(actor, space, values, reason=reason)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect("territory:space", space.code)
    context = {
        "form": form,
        "space": space,
        "breadcrumbs": crumbs((str(space), space.get_absolute_url()), (_("修改"), "")),
    }
    return render(request, "territory/edit.html", context, status=status_of(form))


def _answer(space: Space, held: Sequence[Occupancy], today: date) -> str:
    first = max(today, space.available_from)
    if space.available_to is not None and first >= space.available_to:
        return _("入驻期已于 %s 截止。") % space.available_to
    free = queries.free_area(space, held, Wish(first))
    language = get_language() or ""
    if free > 0:
        return _("%(day)s起可用 %(area)s。") % {
            "day": day_in_words(first),
            "area": units.square_metres(free, language),
        }
    later = queries.first_fit(space, held, Wish(first, None, space.capacity_m2))
    if later is None:
        return _("已有人，没有能空出来的日子。")
    return _("已有人；最早 %s 全部空出。") % day_in_words(later)


def _figures(space: Space, held: Sequence[Occupancy], today: date) -> list[Figure]:
    first = max(today, space.available_from)
    total = units.mu(space.land_mu, get_language() or "") if space.kind == "land" else ""
    free = queries.free_area(space, held, Wish(first))
    now = queries.free_area(space, held, Wish(first, first + timedelta(days=1)))
    shown = [
        Figure(_("共有"), units.trimmed(space.capacity_m2), "㎡", note=total),
        Figure(_("%s 当天空着") % first, units.trimmed(now), "㎡"),
        Figure(_("可长期使用"), units.trimmed(free), "㎡", note=_("该日起一直空着的面积")),
    ]
    if space.price_yuan is not None:
        shown.append(
            Figure(_("单价"), units.trimmed(space.price_yuan), space.get_price_unit_display())
        )
    return shown


def _size(space: Space) -> tuple[str, list[Fact]]:
    far = (space.floor_area_ratio_min, space.floor_area_ratio_max)
    return _("规模与交付"), [
        (_("土地"), _land(space)),
        (_("面积"), _with(space.area_m2, "㎡")),
        (_("容积率"), _between(*far) if space.kind == "land" else _("不适用")),
        (_("可分割"), _("是") if space.divisible else _("否，整体出让或出租")),
        (_("可用起"), units.day(space.available_from)),
        (_("须入驻于"), _("%s 之前") % space.available_to if space.available_to else _("不限")),
        (_("单价"), _with(space.price_yuan, space.get_price_unit_display())),
    ]


def _technical(space: Space) -> tuple[str, list[Fact]]:
    return _("技术条件"), [
        (_("净高"), _with(space.height_m, "m")),
        (_("荷载"), _with(space.load_t_m2, "t/㎡")),
        (_("供电"), _with(space.power_kva, "kVA")),
        (_("供水"), _with(space.water_t_day, _("吨/日"))),
        (_("排水"), _with(space.drainage, _("吨/日"))),
        (_("工艺排气"), "" if space.exhaust is None else _("有") if space.exhaust else _("无")),
        (_("洁净等级"), f"ISO {space.clean_class}" if space.clean_class else ""),
    ]


def _admitted(space: Space) -> tuple[str, list[Fact]]:
    precision = space.get_location_precision_display() if space.location_precision else ""
    return _("准入与位置"), [
        (_("火灾危险性"), space.get_hazard_class_display() if space.hazard_class else ""),
        *([(_("成套单元"), _("、").join(space.units))] if space.units else []),
        (_("准入行业"), " ".join(space.codes_allowed) or _("不限")),
        (_("片区"), space.zone.name),
        (_("区县"), space.district.name),
        (_("位置精度"), str(precision)),
        (_("编号"), space.code),
    ]


def _with(value: float | None, unit: Any) -> str:
    return "" if value is None else f"{units.trimmed(value)} {unit}"


def _land(space: Space) -> str:
    if space.land_mu is None and space.kind != "land":
        return _("不适用")
    return _with(space.land_mu, _("亩"))


def _between(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    ends = ("—" if end is None else units.trimmed(end) for end in (low, high))
    return "–".join(ends)


def _lane(space: Space, held: Sequence[Occupancy]) -> Lane:
    return Lane(str(space), space.get_absolute_url(), tuple(bar_of(one) for one in held))
