"""A text under edit that keeps, for each character, the span of its parent it came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from shigu.engine.text.views import Piece, TextView


@dataclass(slots=True)
class Draft:
    """``starts[i]:ends[i]`` is the parent's span of character ``i``."""

    parent: TextView
    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.parent.text
        self.starts = list(range(len(self.text)))
        self.ends = list(range(1, len(self.text) + 1))

    def translate(self, table: dict[int, str]) -> int:
        """Swap characters one for one; how many changed."""
        before, self.text = self.text, self.text.translate(table)
        if before == self.text:
            return 0
        return sum(one != other for one, other in zip(before, self.text, strict=True))

    def replace(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> int:
        """Put at most one character in place of each match; how many matches.

        Raises:
            ValueError: more than one character was given.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = count = 0
        for found in pattern.finditer(self.text):
            new = by(found)
            if len(new) > 1:
                raise ValueError(f"{new!r} is more than one character")
            start, end = found.span()
            parts += self.text[done:start], new
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            if new:
                starts.append(self.starts[start])
                ends.append(self.ends[end - 1])
            done, count = end, count + 1
        if count:
            self.text = "".join((*parts, self.text[done:]))
            self.starts = starts + self.starts[done:]
            self.ends = ends + self.ends[done:]
        return count

    def drop(self, pattern: re.Pattern[str]) -> int:
        """Take every match out; how many there were."""
        return self.replace(pattern, lambda _: "")

    def view(self) -> TextView:
        """The text as a view of its parent, its map in as few pieces as can be."""
        cuts = [0, *self._breaks(), len(self.text)]
        pieces = (
            Piece(low, high - low, self.starts[low], self.ends[high - 1] - self.starts[low])
            for low, high in pairwise(cuts)
            if low < high
        )
        return TextView("norm", self.text, self.parent, tuple(pieces))

    def _breaks(self) -> list[int]:
        starts, ends = self.starts, self.ends
        return [
            at
            for at in range(1, len(starts))
            if starts[at] != starts[at - 1] + 1 or ends[at] != ends[at - 1] + 1
        ]
