"""What a text is found by, and what a question asks for, so that no word is missed.

A text is kept under its dictionary words and under all pairs of neighbouring Han characters; a
question is met by its words or, where the dictionary cut differently, by its pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import rjieba

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
MOST_RUNS = 12
"""A question asks for its first runs of characters; who pastes a page finds nothing anyway."""
LONGEST = 64


def words(texts: Iterable[str]) -> list[str]:
    """Everything that ``texts`` are found by, sorted, each once."""
    found: set[str] = set()
    for run in runs(" ".join(texts)):
        found.add(run[:LONGEST])
        if is_han(run):
            found.update(rjieba.cut_for_search(run))
            found.update(pairs(run))
    return sorted(found)


def question(text: str) -> str:
    """``text`` as a ``tsquery``: every run of it is wanted; empty if there is nothing to ask."""
    return " & ".join(f"({_asked(run)})" for run in runs(text)[:MOST_RUNS])


def runs(text: str) -> list[str]:
    """Runs of Han characters, and of other letters and digits, in NFKC and without case."""
    return RUNS.findall(unicodedata.normalize("NFKC", text).casefold())


def pairs(run: str) -> list[str]:
    """Neighbouring characters two by two."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def is_han(run: str) -> bool:
    return re.match(f"[{HAN}]", run) is not None


def _asked(run: str) -> str:
    if not is_han(run) or len(run) == 1:
        return _beginning(run)
    by_words, by_pairs = rjieba.cut(run), pairs(run)
    ways = (" & ".join(map(_beginning, way)) for way in (by_words, by_pairs))
    return " | ".join(f"({way})" for way in dict.fromkeys(ways))


def _beginning(word: str) -> str:
    """Words that begin so. Runs hold letters and digits only: nothing in them needs an escape."""
    return f"'{word[:LONGEST]}':*"
