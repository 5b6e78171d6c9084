"""Organisations, who owns whom and what is heard of them, as the engine knows them."""

from __future__ import annotations

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.registry.models import Organisation, Ownership, Signal


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """This app's tables of a pack, with what ``actor`` may see."""
    return {
        "ownerships": frame(Ownership.objects.visible_to(actor), "ownerships"),
        "signals": frame(Signal.objects.visible_to(actor), "signals"),
        "organisations": frame(Organisation.objects.visible_to(actor), "organisations"),
    }
