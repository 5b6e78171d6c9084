"""Where projects go: rows with their reasons, and the map of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.face import units
from shigu.face.maps import Entry
from shigu.face.pieces import Input, Why
from shigu.plans import queries
from shigu.plans.models import Condition, Placement, PlacementCase, Plan, Unplaced
from shigu.plans.shown import flows
from shigu.plans.shown.words import in_wan, told
from shigu.territory.models import Space

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A placement as a row; without its case where the project is another district's."""

    placement: Placement
    name: str
    own: bool
    away: bool
    value: str
    why: Why | None
    runner_up: str
    loss: str
    kept: float | None
    locked: bool


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A project without a place as a row."""

    left: Unplaced
    value: str
    cost: str
    binding: Sequence[str]
    near: Sequence[str]


def place_rows(actor: Actor, plan: Plan, full: Json | None = None) -> list[PlaceRow]:
    """Every placement that the reader may see; who reads all of it reads the reasons in full."""
    told_in_full = _by_project(full, "placements", "reasons")
    placed = list(queries.placements(actor, plan))
    cases = {
        case.placement_id: case
        for case in PlacementCase.objects.visible_to(actor)
        .filter(placement_id__in=[row.pk for row in placed])
        .select_related("runner_up")
    }
    locked = set(_locked(actor, plan))
    return [
        _row(row, cases.get(row.pk), told_in_full, locked=row.project_id in locked)
        for row in placed
    ]


def _by_project(full: Json | None, table: str, column: str) -> dict[str, list[Json]]:
    rows = full["siting"][table] if full else ()
    return {row["project"]: row[column] for row in rows}


def _row(
    placement: Placement,
    case: PlacementCase | None,
    full: Mapping[str, list[Json]],
    *,
    locked: bool,
) -> PlaceRow:
    return PlaceRow(
        placement=placement,
        name=placement.name,
        own=case is not None,
        away=placement.host.player != placement.district.player,
        value=in_wan(case.value_yuan) if case else "—",
        why=_why(case, full.get(case.key, case.reasons)) if case else None,
        runner_up=_runner_up(case),
        loss=in_wan(-case.loss_yuan) if case and case.loss_yuan is not None else "",
        kept=case.kept if case else None,
        locked=locked,
    )


def _runner_up(case: PlacementCase | None) -> str:
    if case is None or case.loss_yuan is None:
        return "—"
    return str(case.runner_up) if case.runner_up else _("无处可去")


def _why(case: PlacementCase, reasons: Iterable[Json]) -> Why:
    inputs = () if case.kept is None else (Input(_("试算中不变"), units.percent(case.kept, 0)),)
    return Why(_("；").join(told(reason) for reason in reasons), inputs=inputs)


def _locked(actor: Actor, plan: Plan) -> Iterable[UUID]:
    asked = Condition.objects.visible_to(actor).filter(plan=plan, kind=Condition.Kind.LOCK)
    return asked.values_list("project_id", flat=True)


def as_cells(row: PlaceRow) -> list[Any]:
    """A placement as a line of a spreadsheet."""
    placement = row.placement
    return [
        row.name,
        placement.district.name,
        str(placement.space),
        placement.space.zone.name,
        placement.host.name,
        placement.start,
        placement.area_m2,
        row.value,
        row.runner_up,
        row.loss,
        str(row.why.sentence) if row.why else "",
    ]


def left_rows(actor: Actor, plan: Plan, full: Json | None = None) -> list[LeftRow]:
    """The reader's projects without a place; who reads all of it reads the reasons in full."""
    told_in_full = _by_project(full, "unplaced", "binding")
    left = list(queries.left_out(actor, plan))
    codes = {miss["space"] for row in left for miss in row.near_misses}
    spaces = {space.code: str(space) for space in Space.objects.filter(code__in=codes)}
    return [
        LeftRow(
            left=row,
            value=in_wan(row.value_yuan),
            cost=_("安排不了") if row.cost_yuan is None else in_wan(row.cost_yuan),
            binding=[told(reason) for reason in told_in_full.get(row.key, row.binding)],
            near=[
                f"{spaces.get(miss['space'], miss['space'])}{_('：')}{told(miss)}"
                for miss in row.near_misses[:3]
            ],
        )
        for row in left
    ]


def map_of(rows: Sequence[PlaceRow], districts: Sequence[District]) -> Json:
    """Districts by outline; a mark a space, in the colour of who brought the project.

    An arc leads from the district that brought projects to each that takes them.
    """
    players = sorted({place.player for place in districts if place.player})
    named = {place.code: place.name for place in districts}
    marked = [row for row in rows if row.placement.space.lon is not None]
    used = sorted({row.placement.district.player for row in marked})
    return {
        "areas": _collection(
            _feature(
                place.boundary,
                id=f"d{place.pk}",
                name=place.name,
                colour=players.index(place.player),
            )
            for place in districts
            if place.boundary and place.player and place.level != District.Level.CITY
        ),
        "flows": _collection(flows.arcs([row.placement for row in rows], districts)),
        "points": _collection(_point(row) for row in marked),
        "legend": [
            Entry(player, _("%s引荐") % named.get(player, player), players.index(player))
            for player in used
        ],
    }


def _point(row: PlaceRow) -> dict[str, Any]:
    placement = row.placement
    space = placement.space
    notes = (str(space), placement.host.name, units.day(placement.start))
    return _feature(
        {"type": "Point", "coordinates": [space.lon, space.lat]},
        id=f"p{placement.pk}",
        name=row.name,
        key=placement.district.player,
        note="\n".join(notes),
        url=f"#placement-{placement.pk}",
    )


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": geometry.get("geometry", geometry),
        "properties": properties,
    }


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
