"""Pages of the plans."""

from shigu.plans.views.asking import ask, ask_again, replan
from shigu.plans.views.comparing import comparison
from shigu.plans.views.deciding import adopt, cancel, hasten, progress
from shigu.plans.views.downloads import document, placements, report, table
from shigu.plans.views.listing import PlanList
from shigu.plans.views.page import of_project, plan
from shigu.plans.views.questions import what_if, why_not
from shigu.plans.views.scarcity import PriceList
from shigu.plans.views.variants import variants

__all__ = [
    "PlanList",
    "PriceList",
    "adopt",
    "ask",
    "ask_again",
    "cancel",
    "comparison",
    "document",
    "hasten",
    "of_project",
    "placements",
    "plan",
    "progress",
    "replan",
    "report",
    "table",
    "variants",
    "what_if",
    "why_not",
]
