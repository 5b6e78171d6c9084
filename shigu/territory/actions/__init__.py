"""What people do with spaces: put them on record, hold them, keep them for a while, let them go."""

from shigu.territory.actions.holding import change, occupy, release
from shigu.territory.actions.putting import OWNED, TABLES, draw_boundaries, put
from shigu.territory.actions.reserving import confirm, extend, free, lapse, reserve

__all__ = [
    "OWNED",
    "TABLES",
    "change",
    "confirm",
    "draw_boundaries",
    "extend",
    "free",
    "lapse",
    "occupy",
    "put",
    "release",
    "reserve",
]
