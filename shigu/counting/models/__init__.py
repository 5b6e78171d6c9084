"""What statistics need and a project does not tell: facts for the rules, and dated events."""

from shigu.counting.models.events import CapitalEvent
from shigu.counting.models.facts import CountingFacts

__all__ = ["CapitalEvent", "CountingFacts"]
