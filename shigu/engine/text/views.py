"""Texts made from texts, each character of which knows where it came from.

All offsets are half-open and count code points. A view that drops, swaps or joins characters of
its parent keeps a map of pieces, so that any span of it can be shown in the stored raw text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

ViewKind = Literal["raw", "body", "norm"]


@dataclass(frozen=True, slots=True)
class Piece:
    """``length`` characters of a view from ``start`` stand for those of its parent.

    Of equal length they stand one for one, otherwise all for all.
    """

    start: int
    length: int
    parent_start: int
    parent_length: int


@dataclass(frozen=True, slots=True)
class TextView:
    """A text and how it lies in its parent; the raw text has no parent and no pieces.

    The pieces stand in order, without overlap, and cover the text.
    """

    kind: ViewKind
    text: str
    parent: TextView | None = None
    pieces: tuple[Piece, ...] = ()

    def to_parent(self, start: int, end: int) -> tuple[int, int]:
        """The span of the parent that the non-empty span ``start:end`` was made from.

        Raises:
            ValueError: the span is empty or leaves the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of a text of {len(self.text)} characters: {start}:{end}")
        if self.parent is None:
            return start, end
        return self._parent_of(start)[0], self._parent_of(end - 1)[1]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that the non-empty span ``start:end`` was made from."""
        view: TextView | None = self
        while view is not None:
            (start, end), view = view.to_parent(start, end), view.parent
        return start, end

    def from_parent(self, start: int, end: int) -> tuple[int, int] | None:
        """The span made from the parent's ``start:end``; None where nothing of it was kept."""
        if self.parent is None:
            return (start, end) if start < end else None
        kept = [span for piece in self.pieces if (span := _kept(piece, start, end))]
        return (kept[0][0], kept[-1][1]) if kept else None

    def from_raw(self, start: int, end: int) -> tuple[int, int] | None:
        """The span made from the raw text's ``start:end``; None where nothing of it was kept."""
        if self.parent is None:
            return self.from_parent(start, end)
        above = self.parent.from_raw(start, end)
        return self.from_parent(*above) if above else None

    @property
    def raw(self) -> TextView:
        view = self
        while view.parent is not None:
            view = view.parent
        return view

    def _parent_of(self, at: int) -> tuple[int, int]:
        piece = self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.start) - 1]
        if piece.length == piece.parent_length:
            start = piece.parent_start + at - piece.start
            return start, start + 1
        return piece.parent_start, piece.parent_start + piece.parent_length


def _kept(piece: Piece, start: int, end: int) -> tuple[int, int] | None:
    low = max(start, piece.parent_start)
    high = min(end, piece.parent_start + piece.parent_length)
    if low >= high or not piece.length:
        return None
    if piece.length != piece.parent_length:
        return piece.start, piece.start + piece.length
    return piece.start + low - piece.parent_start, piece.start + high - piece.parent_start
