"""Words by which names of a type end or begin, found in one pass over the text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import ahocorasick

from shigu.engine.entity.divisions import places


@cache
def automaton() -> ahocorasick.Automaton:
    """All words of ``lexicon.csv`` and the places; each word knows its classes and length."""
    known: dict[str, set[str]] = {}
    listed = files("shigu.engine.text.tagger").joinpath("lexicon.csv").read_text("utf-8")
    for row in csv.DictReader(listed.splitlines()):
        for word in row["words"].split("|"):
            known.setdefault(word, set()).add(row["class"])
    for place in places():
        known.setdefault(place, set()).add("place")
    built = ahocorasick.Automaton()
    for word, classes in known.items():
        built.add_word(word, (tuple(sorted(classes)), len(word)))
    built.make_automaton()
    return built


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and class of every listed word in ``text``, by its end."""
    for last, (classes, length) in automaton().iter(text):
        for each in classes:
            yield last + 1 - length, last + 1, each
