"""Tables of the plans."""

from shigu.plans.models.asked import Aim, Plan, Run, State
from shigu.plans.models.documents import Outline, Paper
from shigu.plans.models.results import Condition, Placement, PlacementCase, Unplaced

__all__ = [
    "Aim",
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
