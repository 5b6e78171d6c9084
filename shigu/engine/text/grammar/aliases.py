"""Short forms of names told in the text, and names that stand there again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, permutations

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Argument, Mention, Relation, Span
from shigu.engine.text.tagger.lexicon import listed

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
    for kind, shortens in (("UNIVERSITY", _initials), ("COMPANY", _shortens)):
        first = {name.span.text: name for name in reversed(scene.names) if name.type == kind}
        yield from (
            (full, short)
            for full, short in permutations(first.values(), 2)
            if full.span.start < short.span.start and shortens(full.span.text, short.span.text)
        )


def _shortens(long: str, brief: str) -> bool:
    """Whether a firm's name is a part of another: of its full form, or its brand alone."""
    if len(brief) >= len(long):
        return False
    if brief.isascii() and long.startswith(f"{brief} "):
        return True
    if not FULL.search(long):
        return len(brief) > 2 and long.startswith(brief) and long[len(brief) :] in listed("company")
    bare = re.sub(r"[(（][^()（）]*[)）]", "", long)
    return len(brief) >= 2 and brief in bare and brief != "公司"


def _initials(long: str, brief: str) -> bool:
    """中科大 is made of signs of 中国科学技术大学, in their order."""
    signs = iter(long)
    return len(brief) < len(long) and long[0] == brief[0] and all(each in signs for each in brief)


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
