"""What the tagger looks at for each character."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

from shigu.engine.text.tagger.lexer import Word, words
from shigu.engine.text.tagger.lexicon import words_in

NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "LOC", "ORG", "PER", "s", "f", "m", "q", "nt"})
BREAKS = frozenset("，。；：！？、,;:!?“”\"《》()（）「」【】\n ")
UNENDING = frozenset({"surname", "place"})
FAR = (1, 3, 7, 15)
Row = list[str]
Marks = list[list[str]]


def rows(text: str) -> list[Row]:
    """One list of features a character of ``text``."""
    if not text:
        return []
    lexed = words(text)
    listed = list(words_in(text))
    ends = _best(len(text), [(high - 1, high - low, kind) for low, high, kind in listed])
    starts = _best(len(text), [(low, high - low, kind) for low, high, kind in listed])
    plain = [_plain(sign) for sign in text]
    kinds = _kinds(lexed)
    ahead = _ahead(ends, text)
    columns = [
        ["k=" + each for each in kinds],
        ["t=" + _shape(each) for each in plain],
        ["w=" + text[each.start : each.end] for each in lexed for _ in range(each.start, each.end)],
        ["a=" + each for each in ahead],
        ["b=" + each for each in reversed(_ahead(starts[::-1], text[::-1]))],
        ["r=" + each for each in _runs(ends, lexed)],
        ["ka=" + kind + far for kind, far in zip(kinds, ahead, strict=True)],
        ["q=" + each for each in _quoted(text)],
        *_shifted(plain, "c=", (-3, -2, -1, 0, 1, 2, 3)),
        *_shifted(["".join(pair) for pair in pairwise([*plain, "|"])], "cc=", (-2, -1, 0, 1)),
        *_shifted(kinds, "k=", (-2, -1, 1, 2)),
    ]
    near = _marked_near(_marks(len(text), listed))
    return [["1", *row, *marks] for *row, marks in zip(*columns, near, strict=True)]


@lru_cache(maxsize=1 << 14)
def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)[:1].lower() or " "


def _shape(sign: str) -> str:
    if sign.isdigit():
        return "9"
    if not sign.isalpha():
        return "-"
    return "a" if sign.isascii() else "h"


def _shifted(column: list[str], name: str, steps: tuple[int, ...]) -> list[list[str]]:
    """The column as seen from ``steps`` characters away; ``|`` beyond the text."""
    size = len(column)
    wide = ["|", "|", "|", *column, "|", "|", "|"]
    return [[f"{step}{name}{each}" for each in wide[3 + step : 3 + step + size]] for step in steps]


def _kinds(lexed: list[Word]) -> list[str]:
    return [
        ("B-" if at == word.start else "I-") + word.kind
        for word in lexed
        for at in range(word.start, word.end)
    ]


def _marks(size: int, listed: list[tuple[int, int, str]]) -> Marks:
    """Which listed words begin, go on and end at each character."""
    found: list[set[str]] = [set() for _ in range(size)]
    for start, end, kind in listed:
        for at in range(start + 1, end - 1):
            found[at].add("I" + kind)
        found[start].add("B" + kind)
        found[end - 1].add("E" + kind)
    return [sorted(each) for each in found]


def _marked_near(marks: Marks) -> Marks:
    wide: Marks = [[], [], *marks, [], []]
    return [
        [f"{step}m{mark}" for step in (-2, -1, 0, 1, 2) for mark in wide[at + step]]
        for at in range(2, len(wide) - 2)
    ]


def _best(size: int, found: list[tuple[int, int, str]]) -> list[str | None]:
    """At each character the class of the longest listed word there."""
    best: list[tuple[int, str]] = [(0, "")] * size
    for at, length, kind in found:
        if kind not in UNENDING and best[at] < (length, kind):
            best[at] = (length, kind)
    return [kind or None for _, kind in best]


def _ahead(ends: list[str | None], signs: str) -> list[str]:
    """The class of the next listed ending in the clause, and how far it is."""
    told = ["-"] * len(signs)
    kind, gone = None, 0
    for at in range(len(signs) - 1, -1, -1):
        if signs[at] in BREAKS:
            kind = None
        elif ends[at]:
            kind, gone = ends[at], 0
        if kind:
            told[at] = f"{kind}{sum(gone >= far for far in FAR)}"
            gone += 1
    return told


def _runs(ends: list[str | None], lexed: list[Word]) -> list[str]:
    """For each character the class in which its run of nouns ends."""
    told = ["-"] * len(ends)
    first: int | None = None
    for word, after in pairwise([*lexed, Word(len(ends), len(ends), "w")]):
        if word.kind not in NOMINAL:
            first = None
            continue
        first = word.start if first is None else first
        if after.kind not in NOMINAL:
            told[first : word.end] = [f"{ends[word.end - 1] or '-'}"] * (word.end - first)
            told[first] += "^"
    return told


def _quoted(text: str) -> list[str]:
    told, sign = [], "-"
    for each in text:
        if each in "“《\"(（":
            sign = each
        told.append(sign)
        if each in "”》\")）":
            sign = "-"
    return told
