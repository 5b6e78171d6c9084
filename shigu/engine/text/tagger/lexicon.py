"""Words by which names of a type end or begin, found in one pass over the text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import ahocorasick

from shigu.engine.entity.divisions import divisions, places


def listed(kind: str) -> list[str]:
    """The words of a class of ``lexicon.csv``."""
    return _lexicon()[kind]


@cache
def _lexicon() -> dict[str, list[str]]:
    told = files("shigu.engine.text.tagger").joinpath("lexicon.csv").read_text("utf-8")
    return {row["class"]: row["words"].split("|") for row in csv.DictReader(told.splitlines())}


@cache
def automaton() -> ahocorasick.Automaton:
    """All words of ``lexicon.csv`` and the divisions; each word knows its classes and length."""
    known: dict[str, set[str]] = {}
    for kind, words in (*_lexicon().items(), *_divisions().items()):
        for word in words:
            known.setdefault(word, set()).add(kind)
    built = ahocorasick.Automaton()
    for word, classes in known.items():
        built.add_word(word, (tuple(sorted(classes)), len(word)))
    built.make_automaton()
    return built


def _divisions() -> dict[str, list[str]]:
    """Cities and provinces in short, divisions with their kind, districts in short."""
    rows = divisions().values()
    return {
        "place": list(places()),
        "division": [row.name for row in rows],
        "county": [row.short for row in rows if len(row.short) > 1],
    }


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and class of every listed word in ``text``, by its end."""
    for last, (classes, length) in automaton().iter(text):
        for each in classes:
            yield last + 1 - length, last + 1, each
