"""Tables of the territory."""

from shigu.territory.models.holdings import Occupancy
from shigu.territory.models.pools import Entitlement, Pool, Quota
from shigu.territory.models.reservations import Draw, Reservation
from shigu.territory.models.spaces import Space
from shigu.territory.models.terms import Letting, Lot, Terms

__all__ = [
    "Draw",
    "Entitlement",
    "Letting",
    "Lot",
    "Occupancy",
    "Pool",
    "Quota",
    "Reservation",
    "Space",
    "Terms",
]
