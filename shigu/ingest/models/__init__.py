"""Tables of what was read in."""

from shigu.ingest.models.documents import Document, DocumentWords, Family
from shigu.ingest.models.events import Event, Telling
from shigu.ingest.models.seconds import SecondReading
from shigu.ingest.models.sources import FetchedPage, Run, Source, State
from shigu.ingest.models.statements import Statement

__all__ = [
    "Document",
    "DocumentWords",
    "Event",
    "Family",
    "FetchedPage",
    "Run",
    "SecondReading",
    "Source",
    "State",
    "Statement",
    "Telling",
]
