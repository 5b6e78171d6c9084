"""Pages of the registry."""

from shigu.registry.views.merges import MergeList, undo
from shigu.registry.views.organisations import (
    OrganisationList,
    Panel,
    PanelsOf,
    edit,
    organisation,
    register,
)
from shigu.registry.views.pairs import DoubleList, decide, pair

__all__ = (
    "DoubleList",
    "MergeList",
    "OrganisationList",
    "Panel",
    "PanelsOf",
    "decide",
    "edit",
    "organisation",
    "pair",
    "register",
    "undo",
)
