"""What the pages of the territory share: who asks, which day, and the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.face.pieces import Link, Tab, Words, links
from shigu.territory.queries import first_offer

TABS = ("map", "zones", "spaces", "search", "reservations", "pools")


def day_asked(request: HttpRequest, name: str) -> date:
    """The day in the address; without one today, or the first day on which anything is offered."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return first_offer(actor_of(request), timezone.localdate())


def tabs(current: str) -> list[Tab]:
    """The pages of the territory beside each other."""
    words = {
        "map": _("地图"),
        "zones": _("园区与片区"),
        "spaces": _("空间列表"),
        "search": _("找空间"),
        "reservations": _("预留"),
        "pools": _("要素池"),
    }
    return [Tab(words[name], reverse(f"territory:{name}"), name == current) for name in TABS]


def crumbs(*more: tuple[Words, str]) -> Sequence[Link]:
    """From the map down to here."""
    return links([(_("空间"), reverse("territory:map")), *more])
