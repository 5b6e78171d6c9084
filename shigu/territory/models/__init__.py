"""Tables of the territory."""

from shigu.territory.models.holdings import Occupancy
from shigu.territory.models.pools import Entitlement, Pool, Quota
from shigu.territory.models.reservations import Draw, Reservation
from shigu.territory.models.spaces import Space

__all__ = ["Draw", "Entitlement", "Occupancy", "Pool", "Quota", "Reservation", "Space"]
