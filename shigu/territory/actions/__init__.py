"""What people do with spaces: put them on record, hold them, keep them for a while, let them go."""

from shigu.territory.actions.holding import change, occupy, release
from shigu.territory.actions.pooling import (
    change_pool,
    close_pool,
    end_entitlement,
    entitle,
    open_pool,
)
from shigu.territory.actions.putting import OWNED, TABLES, draw_boundaries, put
from shigu.territory.actions.reserving import confirm, extend, free, lapse, reserve
from shigu.territory.actions.terms import set_terms

__all__ = [
    "OWNED",
    "TABLES",
    "change",
    "change_pool",
    "close_pool",
    "confirm",
    "draw_boundaries",
    "end_entitlement",
    "entitle",
    "extend",
    "free",
    "lapse",
    "occupy",
    "open_pool",
    "put",
    "release",
    "reserve",
    "set_terms",
]
