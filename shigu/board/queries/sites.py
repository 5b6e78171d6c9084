"""Where the plan puts projects, as points of the map: only projects that the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.districts.actors import Actor
from shigu.face.maps import Entry
from shigu.plans.models import Placement
from shigu.plans.queries import shown
from shigu.territory.ground import Overlay, point

ADOPTED = Entry("adopted", gettext_lazy("项目，采纳的方案"), "accent")
PROPOSED = Entry("proposed", gettext_lazy("项目，尚未采纳的方案"), "accent", hollow=True)
NAMED = 8


def sites(actor: Actor) -> Overlay:
    """A point for each space to which the plan that pages speak of brings projects."""
    plan = shown(actor)
    if plan is None:
        return Overlay()
    entry = ADOPTED if plan.adopted_at else PROPOSED
    return Overlay(tuple(_points(actor, plan.pk, entry.key)), (entry,))


def _points(actor: Actor, plan: Any, key: str) -> Iterator[dict[str, Any]]:
    rows = (
        Placement.objects.visible_to(actor)
        .filter(plan=plan, space__lon__isnull=False, space__lat__isnull=False)
        .select_related("space")
        .order_by("space_id", "start", "pk")
    )
    by_space: dict[Any, list[Placement]] = defaultdict(list)
    for row in rows:
        by_space[row.space_id].append(row)
    for placed in by_space.values():
        yield point(placed[0].space, "p", _title(placed), key, "\n".join(_notes(placed)))


def _title(placed: list[Placement]) -> str:
    if len(placed) == 1:
        return placed[0].name
    words = ngettext("%(n)d 个项目：%(space)s", "%(n)d 个项目：%(space)s", len(placed))
    return words % {"n": len(placed), "space": placed[0].space}


def _notes(placed: list[Placement]) -> Iterator[str]:
    if len(placed) == 1:
        yield _("落位 %(space)s") % {"space": placed[0].space}
        return
    yield from (one.name for one in placed[:NAMED])
    if len(placed) > NAMED:
        yield _("另有 %d 个") % (len(placed) - NAMED)
