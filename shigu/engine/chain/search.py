"""Search by terms: which organisations' own words speak of which link."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ahocorasick

from shigu.engine.chain.values import Firm, Link


class TermSearch:
    """All terms of all links in one automaton (Aho, Corasick 1975, CACM 18: 333–340).

    Text and terms are compared in NFKC and without case. A term that begins or ends in a Latin
    letter or digit must not run on into another one (``ISP`` is not found in ``DISPLAY``). A hit
    counts unless a negative term of the same link covers it.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        uses: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for link in links:
            for terms, wanted in ((link.terms, True), (link.negative_terms, False)):
                for term in terms:
                    uses[_plain(term)].append((link.id, wanted))
        uses.pop("", None)
        self._automaton: Any = ahocorasick.Automaton()
        for term, meant in uses.items():
            self._automaton.add_word(term, (term, tuple(meant)))
        if uses:
            self._automaton.make_automaton()
        self._empty = not uses

    def links(self, text: str) -> frozenset[str]:
        """Ids of the links that ``text`` speaks of."""
        if self._empty:
            return frozenset()
        found: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
        plain = _plain(text)
        for last, (term, meant) in self._automaton.iter(plain):
            span = (last + 1 - len(term), last + 1)
            if _whole_word(plain, *span):
                for use in meant:
                    found[use].append(span)
        return frozenset(
            link
            for (link, wanted), spans in found.items()
            if wanted and _left(spans, found.get((link, False), []))
        )


def read_all(search: TermSearch, firms: Iterable[Firm]) -> dict[str, frozenset[str]]:
    """Links found in each organisation's name and products, by its id."""
    return {firm.id: search.links(f"{firm.name_zh}\n{firm.text}") for firm in firms}


def recall(found: Mapping[str, frozenset[str]], accepted: Iterable[tuple[str, str]]) -> float:
    """The share of accepted (organisation, link) pairs found again, 0–1; 0 if there is none."""
    hits = [link in found[organisation] for organisation, link in accepted]
    return sum(hits) / len(hits) if hits else 0.0


def _left(spans: Iterable[tuple[int, int]], covers: Sequence[tuple[int, int]]) -> bool:
    return any(
        not any(low <= start and end <= high for low, high in covers) for start, end in spans
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _whole_word(text: str, start: int, end: int) -> bool:
    return not (_runs_on(text, start) or _runs_on(text, end))


def _runs_on(text: str, cut: int) -> bool:
    """Whether a cut before ``cut`` would split a Latin word or number."""
    return 0 < cut < len(text) and _latin(text[cut - 1]) and _latin(text[cut])


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
