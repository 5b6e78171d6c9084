"""Rows of this app as tables of a pack and values of the engine."""

from __future__ import annotations

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.territory.models import Entitlement, Pool, Quota, Space


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """The tables of a pack that this app keeps, as far as ``actor`` sees them."""
    return {
        "spaces": frame(Space.objects.visible_to(actor), "spaces"),
        "pools": frame(Pool.objects.visible_to(actor), "pools"),
        "pool_entitlements": frame(Entitlement.objects.visible_to(actor), "pool_entitlements"),
        "quotas": frame(Quota.objects.visible_to(actor), "quotas"),
    }
