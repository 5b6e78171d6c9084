"""Organisations as the engine knows them."""

from __future__ import annotations

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.registry.models import Organisation


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """This app's tables of a pack, with what ``actor`` may see."""
    return {"organisations": frame(Organisation.objects.visible_to(actor), "organisations")}
