"""An article as it is shown: its lines by role, with what was read marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shigu.ingest.models import Document, Statement

MARKED = (Statement.Kind.ENTITY, Statement.Kind.ATTRIBUTE, Statement.Kind.EVENT)
"""Relations lie between what is marked, and stand in the table of statements."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same statements; ``kind`` is that of the narrowest."""

    text: str
    kind: str = ""
    words: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page."""

    role: str
    pieces: tuple[Piece, ...]


def lines(document: Document, statements: Iterable[Statement]) -> list[Line]:
    """Every line in reading order."""
    marked = sorted((each for each in statements if each.kind in MARKED), key=lambda s: s.start)
    return [
        Line(block["role"], tuple(_pieces(document.raw, block["start"], block["end"], marked)))
        for block in document.blocks
    ]


def _pieces(raw: str, start: int, end: int, marked: Sequence[Statement]) -> Iterator[Piece]:
    here = [each for each in marked if each.start < end and each.end > start]
    cuts = {start, end} | {at for each in here for at in (each.start, each.end)}
    for low, high in pairwise(sorted(at for at in cuts if start <= at <= end)):
        over = [each for each in here if each.start <= low and each.end >= high]
        if over:
            one = min(over, key=lambda each: (each.end - each.start, each.number))
            yield Piece(raw[low:high], one.kind, _words(one), one.number)
        else:
            yield Piece(raw[low:high])


def _words(one: Statement) -> str:
    told = f"{one.get_kind_display()} {one.type_word} {one.name}"
    return f"{told} · {one.get_modality_display()}" if one.modality else told
