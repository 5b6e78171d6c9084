"""Facts about promises: what was promised, what proves it, what was done where it was broken."""

from shigu.commitments.models.documents import Document
from shigu.commitments.models.evidence import Evidence, RemedyStep
from shigu.commitments.models.promises import Commitment

__all__ = ["Commitment", "Document", "Evidence", "RemedyStep"]
