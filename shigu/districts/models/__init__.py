"""Facts about districts, places, people and sources."""

from shigu.districts.models.access import ApiToken, Grant, Reading, StaffAccess
from shigu.districts.models.people import Membership, User
from shigu.districts.models.places import District, Layout, LayoutRole, Target, Zone
from shigu.districts.models.recorded import FencedQuerySet, Recorded, Source, Status

__all__ = [
    "ApiToken",
    "District",
    "FencedQuerySet",
    "Grant",
    "Layout",
    "LayoutRole",
    "Membership",
    "Reading",
    "Recorded",
    "Source",
    "StaffAccess",
    "Status",
    "Target",
    "User",
    "Zone",
]
