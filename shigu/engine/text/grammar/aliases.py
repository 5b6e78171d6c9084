"""Short forms of names told in the text, and names that stand there again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Argument, Mention, Relation, Span

INTRODUCED = re.compile(r"\s*[(（](?:以下|以下均|下)?(?:简称|称)[为:：]?\s*[“\"「']?\s*")
BRACKETED = re.compile(r"\s*[(（]\s*")
FULL = re.compile(r"(?:公司|集团|企业|中心)(?:[(（]有限合伙[)）])?$")
SPREAD = frozenset({"COMPANY", "INSTITUTE", "UNIVERSITY", "PARK", "CLUSTER", "PROJECT", "PERSON"})
SHORTEST = 3


def aliases(scene: Scene) -> list[Relation]:
    """Full and short forms of one firm or body, each pair once."""
    told: dict[tuple[str, str], Relation] = {}
    for full, short in _pairs(scene):
        confidence = min(full.score, short.score)
        args = (Argument("full", full), Argument("short", short))
        told.setdefault((full.span.text, short.span.text), Relation("alias", args, confidence))
    return list(told.values())


def _pairs(scene: Scene) -> Iterator[tuple[Mention, Mention]]:
    for full, short in pairwise(scene.names):
        between = scene.between(full, short)
        spelt = BRACKETED.fullmatch(between) and FULL.search(short.span.text)
        if full.type != short.type:
            continue
        if spelt and full.type == "COMPANY":
            yield short, full
        elif INTRODUCED.fullmatch(between):
            yield full, short
    firms = {name.span.text: name for name in reversed(scene.names) if name.type == "COMPANY"}
    for full in firms.values():
        for short in firms.values():
            if full.span.start < short.span.start and _shortens(full, short):
                yield full, short


def _shortens(full: Mention, short: Mention) -> bool:
    long, brief = full.span.text, short.span.text
    if full.type != "COMPANY" or not FULL.search(long) or len(brief) >= len(long):
        return False
    bare = re.sub(r"[(（][^()（）]*[)）]", "", long)
    return len(brief) >= 2 and brief in bare and brief != "公司"


def spread(text: str, names: list[Mention]) -> list[Mention]:
    """``names`` with every further place where one of them stands unmarked in ``text``."""
    taken = [False] * len(text)
    for name in names:
        taken[name.span.start : name.span.end] = [True] * (name.span.end - name.span.start)
    known: dict[str, Mention] = {}
    for name in names:
        if name.type in SPREAD and (len(name.span.text) >= SHORTEST or name.type == "PERSON"):
            known.setdefault(name.span.text, name)
    found = list(names)
    for words in sorted(known, key=len, reverse=True):
        for place in re.finditer(re.escape(words), text):
            if not any(taken[place.start() : place.end()]):
                taken[place.start() : place.end()] = [True] * len(words)
                first = known[words]
                span = Span.of(text, *place.span())
                found.append(Mention(span, first.type, ("alias",), first.score))
    return sorted(found, key=lambda name: name.span.start)
