"""What is held already, as a plan must respect it (ADR 0024).

A project with a reservation of its own stays there: it is locked, and its space and pools are
whole, since the plan itself gives it its part. Whatever else is held is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.utils import timezone

from shigu.data.bridge import current_pack
from shigu.districts.actors import Actor
from shigu.engine.pack.build import content_hash
from shigu.engine.pack.read import Pack
from shigu.engine.plan.compose import Settings
from shigu.engine.plan.places import Places
from shigu.engine.plan.siting_inputs import is_open
from shigu.engine.siting.search import Taken
from shigu.plans import bridge
from shigu.plans.models import Plan
from shigu.projects.bridge import pack_ids
from shigu.projects.models import KeptFor
from shigu.territory.bridge import drawn, taken
from shigu.territory.draws import holding

Row = dict[str, Any]
AMOUNTS = ("area_m2", "land_mu", "power_kva", "water_t_day")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a plan is computed from."""

    pack: Pack
    settings: Settings


def inputs(actor: Actor, plan: Plan, *, outlined: bool = True) -> Inputs:
    """The pack without what others hold, and the settings with what is kept for its projects."""
    pack = current_pack(actor)
    settings = bridge.settings_of(actor, plan, pack, outlined=outlined)
    asked = {*settings.locked, *(project for project, _ in settings.forbidden)}
    kept = {key: row for key, row in _kept(actor, pack).items() if key not in asked}
    locked = {key: row.reservation.space.code for key, row in kept.items() if row.reservation.space}
    free = without_what_is_held(pack, {row.reservation_id for row in kept.values()})
    return Inputs(free, replace(settings, locked={**locked, **settings.locked}))


def without_what_is_held(pack: Pack, besides: Collection[UUID] = ()) -> Pack:
    """The pack with spaces and pools as they are left; the reservations ``besides`` count not."""
    today = timezone.localdate()
    gone, drained = taken(today, today, besides), drawn(today, besides)
    if not gone and not drained:
        return pack
    tables = {
        **pack.tables,
        "spaces": _changed(pack.tables["spaces"], _left(pack.tables["spaces"].to_dicts(), gone)),
        "pools": _changed(
            pack.tables["pools"],
            (
                row | {"amount": max(row["amount"] - drained.get(row["id"], 0.0), 0.0)}
                for row in pack.tables["pools"].to_dicts()
            ),
        ),
    }
    changed = replace(pack, tables=tables)
    return replace(changed, hash=content_hash(changed))


def _kept(actor: Actor, pack: Pack) -> dict[str, KeptFor]:
    """The reservations of a space for projects that are to be placed, the first of each."""
    places = Places.from_table(pack.tables["districts"])
    waiting = set(pack.tables["projects"].filter(is_open(places))["id"])
    spaces = set(pack.tables["spaces"]["id"])
    codes = {key: code for code, key in pack_ids(actor).items()}
    rows = KeptFor.objects.visible_to(actor).filter(
        holding(timezone.localdate(), "reservation__"), reservation__space__isnull=False
    )
    found: dict[str, KeptFor] = {}
    for row in rows.select_related("reservation__space").order_by("reservation__made_on", "pk"):
        code = codes.get(row.project_id, "")
        space = row.reservation.space
        if code in waiting and space is not None and space.code in spaces:
            found.setdefault(code, row)
    return found


def _changed(table: pl.DataFrame, rows: Iterable[Row]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=table.schema)


def _left(rows: list[Row], gone: Mapping[str, Taken]) -> list[Row]:
    """Spaces as they are left; a set of units goes with any unit that is gone."""
    left = [rest for row in rows if (rest := _rest(row, gone.get(row["id"]))) is not None]
    there = {row["id"] for row in left}
    return [row for row in left if there.issuperset(row["units"] or ())]


def _rest(row: Row, gone: Taken | None) -> Row | None:
    """What is left of a space; nothing where it is let whole for good or until its offer ends."""
    if gone is None:
        return row
    if not row["divisible"]:
        return None if gone.until is None else _from(row, gone.until)
    taken_of = {name: getattr(gone, name) for name in AMOUNTS} | {"drainage": gone.drainage_t_day}
    amounts = {
        name: None if row[name] is None else max(row[name] - less, 0.0)
        for name, less in taken_of.items()
    }
    size = amounts["land_mu"] if row["kind"] == "land" else amounts["area_m2"]
    return row | amounts if size else None


def _from(row: Row, until: date) -> Row | None:
    first = max(row["available_from"], until)
    last = row["available_to"]
    return None if last is not None and last <= first else row | {"available_from": first}
