"""The map, and the page of a zone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.districts.models import Layout, LayoutRole, Zone
from shigu.face import units
from shigu.face.pieces import Figure
from shigu.face.templatetags.units import day_in_words
from shigu.territory import queries, resources
from shigu.territory.gantt import Bar, Lane, gantt
from shigu.territory.ground import STATES, ground
from shigu.territory.models import Occupancy, Space
from shigu.territory.policies import holder_and_time
from shigu.territory.views.frame import crumbs, day_asked, tabs

LANES = 60


def territory_map(request: HttpRequest) -> HttpResponse:
    """The cluster on a day, with zones by role in one version of the layout."""
    actor, day, today = actor_of(request), day_asked(request, "on"), timezone.localdate()
    versions = queries.layouts(actor)
    asked = next((one for one in versions if one.code == request.GET.get("layout")), None)
    layout = asked or queries.in_force(versions, day)
    summary = queries.summary(Space.objects.visible_to(actor), day, today)
    context = {
        "tabs": tabs("map"),
        "ground": ground(actor, layout, day, today),
        "summary": summary,
        "figures": _figures(summary, day),
        "answer": _answer(summary, day),
        "layouts": versions,
        "layout": layout,
        "day": day,
    }
    return render(request, "territory/map.html", context)


def _answer(summary: queries.Summary, day: date) -> str:
    language = get_language() or ""
    open_now = summary.counts["free"] + summary.counts["part"]
    return _("%(day)s，%(all)s 处空间中有 %(n)s 处可用：建筑面积 %(built)s，土地 %(land)s。") % {
        "day": day_in_words(day),
        "all": units.grouped(summary.found),
        "n": units.grouped(open_now),
        "built": units.square_metres(summary.free_m2, language),
        "land": units.mu(units.m2_to_mu(summary.free_land_m2), language),
    }


def _figures(summary: queries.Summary, day: date) -> list[Figure]:
    return [
        Figure(
            entry.label,
            units.grouped(summary.counts[entry.key]),
            _("处"),
            url=f"{reverse('territory:spaces')}?free_on={day}" if entry.key == "free" else "",
        )
        for entry in STATES
    ]


def zone_page(request: HttpRequest, code: str) -> HttpResponse:
    """A park: its spaces, what is let, its roles by version, its resources."""
    actor, today = actor_of(request), timezone.localdate()
    found = Zone.objects.visible_to(actor).select_related("district", "source")
    found = found.defer("district__boundary", "geometry")
    zone = queries.with_use(actor, [get_object_or_404(found, code=code)], today, today)[0]
    inside = queries.spaces(actor, today, today).filter(zone=zone).order_by("kind", "code")
    spaces = queries.with_standing(actor, inside[:LANES], today, today)
    pools = list(queries.pools(actor).filter(zone=zone))
    context = {
        "zone": zone,
        "breadcrumbs": crumbs((_("园区与片区"), reverse("territory:zones")), (zone.name, "")),
        "answer": _zone_answer(zone),
        "figures": _zone_figures(zone),
        "spaces": spaces,
        "more": zone.spaces_here - len(spaces),
        "roles": _roles(queries.layouts(actor), zone),
        "gantt": gantt(_lanes(request, spaces, today), _("占用时间表"), today) if spaces else "",
        "pools": pools,
        "uses": resources.uses(actor, pools, today),
        "shares": resources.shares(pools),
    }
    return render(request, "territory/zone.html", context)


def _zone_answer(zone: Any) -> str:
    language = get_language() or ""
    return _("%(n)s 处空间，建筑面积 %(built)s、土地 %(land)s；今天用了 %(use)s。") % {
        "n": units.grouped(zone.spaces_here),
        "built": units.square_metres(zone.built, language),
        "land": units.mu(zone.land, language),
        "use": units.percent(zone.use),
    }


def _zone_figures(zone: Any) -> list[Figure]:
    free = max(zone.capacity - zone.held, 0)
    return [
        Figure(_("可出让出租"), units.trimmed(zone.capacity, 0), "㎡"),
        Figure(_("已用"), units.trimmed(zone.held, 0), "㎡"),
        Figure(_("空着"), units.trimmed(free, 0), "㎡"),
    ]


def _roles(versions: list[Layout], zone: Zone) -> list[tuple[Layout, str]]:
    """The role of a zone in each version, in words; "" for none."""
    by_version = queries.roles_by_version(versions)
    found = [(layout, queries.role_of(zone, by_version[layout.pk])) for layout in versions]
    words = dict(LayoutRole.Role.choices)
    return [(layout, str(words[role]) if role else "") for layout, role in found]


def _lanes(request: HttpRequest, spaces: list[Space], today: date) -> list[Lane]:
    held = Occupancy.objects.visible_to(actor_of(request)).filter(
        queries.holding(today), space__in=spaces
    )
    bars: dict[int, list[Bar]] = {space.pk: [] for space in spaces}
    for one in held.select_related("organisation").order_by("period"):
        bars[one.space_id].append(bar_of(one))
    return [Lane(str(space), space.get_absolute_url(), tuple(bars[space.pk])) for space in spaces]


def bar_of(one: Occupancy) -> Bar:
    """An occupancy as it is drawn."""
    firm = one.state == Occupancy.State.OCCUPIED
    return Bar(one.period.lower, one.period.upper, holder_and_time(one), firm)
