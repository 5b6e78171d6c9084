"""The place of a text that answers a search best, with the words that were found."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.text.segment import wanted

BEFORE, LENGTH = 24, 110
MORE = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text on one line; ``parts`` are plain and found words in turn, plain first."""

    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.parts)


def snippet(text: str, asked: str) -> Snippet:
    """Around the first place where the longest run of ``asked`` stands; the beginning without.

    Offsets of the marks are those of the text itself; case does not matter.
    """
    flat = text.replace("\n", " ")
    small = flat.lower()
    small = small if len(small) == len(flat) else flat
    runs = sorted(wanted(asked), key=len, reverse=True)
    places = ((small.find(run), run) for run in runs)
    first = next((at for at, _ in places if at >= 0), 0)
    low = max(0, first - BEFORE)
    high = min(len(flat), low + LENGTH)
    parts = _parts(flat[low:high], small[low:high], runs)
    head = (MORE if low else "") + parts[0]
    tail = MORE if high < len(flat) else ""
    return Snippet((head, *parts[1:-1], parts[-1] + tail) if len(parts) > 1 else (head + tail,))


def _parts(piece: str, small: str, runs: list[str]) -> list[str]:
    """Plain and found in turn; it begins and ends with a plain part, which may be empty."""
    parts, plain, at = [], 0, 0
    while at < len(piece):
        run = next((run for run in runs if small.startswith(run, at)), None)
        if run is None:
            at += 1
            continue
        parts += [piece[plain:at], piece[at : at + len(run)]]
        at += len(run)
        plain = at
    return [*parts, piece[plain:]]
