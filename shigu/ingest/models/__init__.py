"""Tables of what was read in."""

from shigu.ingest.models.documents import Document, DocumentWords, Family
from shigu.ingest.models.sources import Run, Source, State
from shigu.ingest.models.statements import Statement

__all__ = ["Document", "DocumentWords", "Family", "Run", "Source", "State", "Statement"]
