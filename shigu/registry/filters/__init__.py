"""How lists of the registry are narrowed."""

from shigu.registry.filters.firms import FirmFilter
from shigu.registry.filters.organisations import ANY, OrganisationFilter
from shigu.registry.filters.pairs import DoubleFilter, MergeFilter

__all__ = ("ANY", "DoubleFilter", "FirmFilter", "MergeFilter", "OrganisationFilter")
