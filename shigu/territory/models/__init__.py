"""Tables of the territory."""

from shigu.territory.models.holdings import Occupancy
from shigu.territory.models.pools import Entitlement, Pool, Quota
from shigu.territory.models.spaces import Space

__all__ = ["Entitlement", "Occupancy", "Pool", "Quota", "Space"]
