"""Tables of the desk."""

from shigu.review.models.judgements import NewsJudgement, Verdict
from shigu.review.models.proposals import OPEN, TAKEN, DocumentRead, Kind, NewsProposal, State

__all__ = [
    "OPEN",
    "TAKEN",
    "DocumentRead",
    "Kind",
    "NewsJudgement",
    "NewsProposal",
    "State",
    "Verdict",
]
