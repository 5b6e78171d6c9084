"""Tables of the plans."""

from shigu.plans.models.asked import Plan, Run, State
from shigu.plans.models.documents import Outline, Paper
from shigu.plans.models.results import Condition, Placement, PlacementCase, Unplaced

__all__ = [
    "Condition",
    "Outline",
    "Paper",
    "Placement",
    "PlacementCase",
    "Plan",
    "Run",
    "State",
    "Unplaced",
]
