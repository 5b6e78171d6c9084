"""Districts, zones, layouts, targets and sources as the engine knows them."""

from __future__ import annotations

from typing import Any

import polars as pl

from shigu.districts.actions import TABLES
from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.districts.models.recorded import fenced
from shigu.districts.packrows import frame
from shigu.engine.pack.places import Feature

REFERENCE = "reference"
"""The member of a kept boundary that says where its pack had it, ``file#id``."""


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """This app's tables of a pack, with what ``actor`` may see; joint offices are in no pack."""
    shown = {name: fenced(model).visible_to(actor) for name, (model, _) in TABLES.items()}
    shown["districts"] = shown["districts"].exclude(level=District.Level.OFFICE)
    found = {name: frame(rows, name) for name, rows in shown.items()}
    places = {code: kept[REFERENCE] for code, kept in _boundaries(actor)}
    pointers = pl.Series("geometry", [places.get(code) for code in found["zones"]["id"]], pl.String)
    return found | {"zones": found["zones"].with_columns(pointers)}


def geometries(actor: Actor) -> dict[str, Feature]:
    """The boundaries of zones by ``file#id``."""
    return {
        kept[REFERENCE]: {name: part for name, part in kept.items() if name != REFERENCE}
        for _, kept in _boundaries(actor)
    }


def _boundaries(actor: Actor) -> list[tuple[str, dict[str, Any]]]:
    zones = Zone.objects.visible_to(actor).filter(geometry__isnull=False)
    return [(zone.code, zone.geometry or {}) for zone in zones.only("code", "geometry")]
