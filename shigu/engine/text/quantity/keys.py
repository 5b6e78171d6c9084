"""What an amount is of: 总投资 before 20亿元, 项目 after 6个; the cues are data (``keys.csv``)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from shigu.engine.text.model import Basis, Quantity

REACH_BEFORE = 16
REACH_AFTER = 9
SENTENCE = re.compile(r"[。！？；!?;\n]")
CLAUSE = re.compile(r"[。！？；，、,!?;\n（(]")
NAMED = re.compile(r"《[^《》\n]{0,60}》|[“\"][^“”\"\n]{0,40}[”\"](?=[^，。,]{0,2}项目)")
PLANT = re.compile(r"年产[^，。,；;\n]{0,30}?(?:项目|基地|生产线)")
OF_LAND = frozenset({"亩", "畝", "顷"})
YEARLY = re.compile(r"(?:每年|年均?|全年)[^，。,]{0,6}$")
RATE = re.compile(r"^(?:/|每)(?:亩|年|月|人|平方米|㎡|吨)")


@dataclass(frozen=True, slots=True)
class Cues:
    """The words before or after an amount of one kind that give it its key, by group."""

    pattern: re.Pattern[str]
    keys: tuple[str, ...]

    def last(self, text: str) -> str | None:
        """The key of the cue that ends last; of two that end together, the longer."""
        found = [(each.end(), -each.start(), each) for each in self.pattern.finditer(text)]
        return self._key(max(found, key=lambda each: each[:2])[2]) if found else None

    def first(self, text: str) -> str | None:
        found = self.pattern.search(text)
        return self._key(found) if found else None

    def _key(self, found: re.Match[str]) -> str:
        return self.keys[int(str(found.lastgroup)[1:])]


@cache
def cues() -> dict[tuple[str, str], Cues]:
    """Cues by kind and side."""
    listed = files("shigu.engine.text.quantity").joinpath("keys.csv").read_text("utf-8")
    grouped: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in csv.DictReader(listed.splitlines()):
        grouped[row["kind"], row["side"]].append((row["key"], row["words"]))
    return {
        place: Cues(
            re.compile("|".join(f"(?P<k{at}>{words})" for at, (_, words) in enumerate(rows))),
            tuple(key for key, _ in rows),
        )
        for place, rows in grouped.items()
    }


def keyed(text: str, quantity: Quantity, floor: int) -> Quantity:
    """``quantity`` with what it is of, seen from its sentence after ``floor``.

    Where no cue tells, the key stays the kind of the amount.
    """
    start, end = quantity.span.start, quantity.span.end
    before = SENTENCE.split(text[max(floor, start - REACH_BEFORE) : start])[-1]
    after = CLAUSE.split(text[end : end + REACH_AFTER])[0]
    key = _key(quantity, before, after)
    return replace(quantity, key=key, basis=_basis(key, before, after))


def named_spans(text: str) -> list[tuple[int, int]]:
    """Where an amount is part of a name: 年产16000吨农药项目."""
    return [found.span() for pattern in (NAMED, PLANT) for found in pattern.finditer(text)]


def _key(quantity: Quantity, before: str, after: str) -> str:
    kind = quantity.key
    noun = _look(kind, "after", after)
    if kind == "count":
        return noun or _of_unit(quantity) or _look(kind, "before", before) or kind
    if noun and after.startswith("的"):
        return noun
    told = _look(kind, "before", before) or noun
    if told == "land_area" and kind == "area":
        return told
    if told is None and kind == "area":
        return "land_area" if quantity.span.text[-1:] in OF_LAND else kind
    return told or kind


def _of_unit(quantity: Quantity) -> str | None:
    return "count_companies" if quantity.span.text.endswith(("家", "家以上")) else None


def _look(kind: str, side: str, words: str) -> str | None:
    known = cues().get((kind, side))
    if known is None:
        return None
    return known.last(words) if side == "before" else known.first(words)


def _basis(key: str, before: str, after: str) -> Basis | None:
    if RATE.match(after):
        return "rate"
    if key == "investment_phase" or re.search(r"[一二三四五首]期[^，,。；]{0,8}$", before):
        return "phase"
    if YEARLY.search(before):
        return "year"
    if key == "ratio":
        return "share"
    return "total" if "总" in before or key == "investment_total" else None
