"""Pages of the plans."""

from shigu.plans.views.asking import adopt, ask, ask_again, cancel, progress
from shigu.plans.views.comparing import comparison
from shigu.plans.views.downloads import document, placements, report, table
from shigu.plans.views.listing import PlanList
from shigu.plans.views.page import of_project, plan

__all__ = [
    "PlanList",
    "adopt",
    "ask",
    "ask_again",
    "cancel",
    "comparison",
    "document",
    "of_project",
    "placements",
    "plan",
    "progress",
    "report",
    "table",
]
