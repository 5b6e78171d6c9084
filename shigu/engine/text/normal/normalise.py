"""The readable view of a scraped text and how much of it can be trusted."""

from __future__ import annotations

from collections import Counter

from shigu.engine.text.normal.characters import (
    TRADITIONAL_TEXT,
    WIDTHS,
    all_simplified,
    simplified,
    swaps,
    traditional_share,
)
from shigu.engine.text.normal.draft import Draft
from shigu.engine.text.normal.integrity import Integrity, integrity
from shigu.engine.text.normal.rules import EDITS
from shigu.engine.text.views import TextView

MOST_PASSES = 12
"""What is taken out can bring together what is to be taken out; deeper nests stay."""


def normalise(parent: TextView) -> tuple[TextView, Integrity]:
    """The norm view of ``parent`` and its integrity; normalising the view again changes nothing.

    Spans of the view lie in the raw text by its map (``TextView.to_raw``).
    """
    draft = Draft(parent)
    signs: Counter[str] = Counter()
    for _ in range(MOST_PASSES):
        before = draft.text
        _pass(draft, signs)
        if draft.text == before:
            break
    return draft.view(), integrity(draft.text, signs)


def _pass(draft: Draft, signs: Counter[str]) -> None:
    draft.translate(WIDTHS)
    traditional = traditional_share(draft.text) >= TRADITIONAL_TEXT
    draft.translate(all_simplified() if traditional else simplified())
    signs["swapped"] += draft.translate(swaps())
    for name, pattern, by in EDITS:
        signs[name] += draft.replace(pattern, by)
