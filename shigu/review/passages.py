"""The text of a page in its lines, with the sentences of a proposal marked and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shigu.ingest.models import Document

SHOWN = frozenset({"title", "meta", "body"})
Spans = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line; ``number`` is that of the sentence they belong to, 0 for none.

    ``first`` says whether the sentence begins here.
    """

    text: str
    number: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page and what it is there for."""

    role: str
    pieces: tuple[Piece, ...]

    @property
    def marked(self) -> bool:
        """Whether a sentence of the proposal stands in it."""
        return any(piece.number for piece in self.pieces)


def lines(document: Document, evidence: Spans) -> list[Line]:
    """Title, credits and body of a page, and any other line that evidence stands in."""
    found = [
        Line(block["role"], tuple(_pieces(document.raw, block["start"], block["end"], evidence)))
        for block in document.blocks
    ]
    return [line for line in found if line.role in SHOWN or line.marked]


def _pieces(raw: str, low: int, high: int, evidence: Spans) -> Iterator[Piece]:
    at = low
    for number, span in enumerate(evidence, 1):
        start, end = max(span["start"], at), min(span["end"], high)
        if start >= end:
            continue
        if at < start:
            yield Piece(raw[at:start])
        text = raw[start:end]
        yield Piece(text, number, first=span["start"] >= low)
        at = end
    if at < high:
        yield Piece(raw[at:high])
