"""Lists of the registry."""

from shigu.registry.tables.firms import FirmTable
from shigu.registry.tables.organisations import OrganisationTable
from shigu.registry.tables.pairs import DoubleTable, MergeTable

__all__ = ("DoubleTable", "FirmTable", "MergeTable", "OrganisationTable")
