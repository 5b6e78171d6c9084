"""Pages of the registry."""

from shigu.registry.views.firms import FirmList, take
from shigu.registry.views.hearing import hear, unhear
from shigu.registry.views.matrix import Named, matrix
from shigu.registry.views.merges import MergeList, undo
from shigu.registry.views.naming import close, note
from shigu.registry.views.organisations import (
    OrganisationList,
    Panel,
    PanelsOf,
    edit,
    organisation,
    register,
)
from shigu.registry.views.pairs import DoubleList, decide, find, pair

__all__ = (
    "DoubleList",
    "FirmList",
    "MergeList",
    "Named",
    "OrganisationList",
    "Panel",
    "PanelsOf",
    "close",
    "decide",
    "edit",
    "find",
    "hear",
    "matrix",
    "note",
    "organisation",
    "pair",
    "register",
    "take",
    "undo",
    "unhear",
)
