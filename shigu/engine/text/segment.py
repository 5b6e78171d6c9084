"""Chinese and Latin text as words that a full-text search without a dictionary can hold.

A name is found by any part of it with two characters or more: beside the words that jieba sees
(search mode), every pair of neighbouring Han characters and every single one is a token, and a
query asks for the pairs. Words alone would not do: 海岸 would miss 江海岸线, as its words differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import rjieba

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(
    rf"(?P<han>(?:(?=\w)[{HAN}])+)|(?P<stock>\b[0-9]{{4,6}}\.[a-z]{{2}}\b)|(?P<word>[^\W_{HAN}]+)"
)
LONGEST = 64
"""A longer word is cut, in text and query alike; PostgreSQL takes no lexeme above 2,046 bytes."""
MOST_TERMS = 32


def tokens(text: str) -> list[str]:
    """The distinct words of ``text`` in order of appearance, for ``to_tsvector('simple', …)``.

    Half-width and lower case (NFKC); Latin words, numbers and credit codes whole, a stock code
    in its parts and, as ``002415sz``, whole.
    """
    return list(dict.fromkeys(token for kind, run in _runs(text) for token in _tokens(kind, run)))


def query(text: str) -> str:
    """All words of ``text`` as a query for ``to_tsquery('simple', …)``, the Latin ones as
    beginnings; empty, which finds nothing, where there is no word.

    Only letters, digits, ``&`` and ``:*`` are ever in it, so it is never a syntax error.
    """
    terms = dict.fromkeys(term for kind, run in _runs(text) for term in _terms(kind, run))
    return " & ".join(list(terms)[:MOST_TERMS])


def wanted(text: str) -> list[str]:
    """What to look for in a text that ``query(text)`` found: its runs, then their pairs."""
    found = list(_runs(text))
    pairs = (pair for kind, run in found if kind == "han" for pair in _pairs(run))
    return list(dict.fromkeys([*(run for _, run in found), *pairs]))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    for found in RUN.finditer(plain):
        yield str(found.lastgroup), found[0]


def _tokens(kind: str, run: str) -> Iterator[str]:
    if kind == "han":
        yield from (word[:LONGEST] for word in rjieba.cut_for_search(run))
        yield from _pairs(run)
        yield from run
    elif kind == "stock":
        yield from (run.replace(".", ""), *run.split("."))
    else:
        yield run[:LONGEST]


def _terms(kind: str, run: str) -> Iterator[str]:
    if kind == "han":
        yield from _pairs(run) if len(run) > 1 else run
    else:
        yield run.replace(".", "")[:LONGEST] + ":*"


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))
