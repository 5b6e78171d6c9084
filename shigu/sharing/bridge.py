"""Agreements → the tables and documents of a pack."""

from __future__ import annotations

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.sharing.models import Agreement


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """The agreements that ``actor`` sees, as the pack has them."""
    return {"agreements": frame(Agreement.objects.visible_to(actor), "agreements")}


def documents(actor: Actor) -> dict[str, bytes]:
    """Their rule texts by path, as the pack's documents."""
    texts = Agreement.objects.visible_to(actor).exclude(rules="").order_by("code")
    return {file: rules.encode() for file, rules in texts.values_list("file", "rules")}
