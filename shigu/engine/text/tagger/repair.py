"""What the model gets wrong in form, put right by the grammar of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from shigu.engine.text.model import Mention, Span

GENERIC = re.compile(
    r"(?:产业|工业|科技)?园区?|高新区|开发区|小镇|社区|公司|集团|项目|基地|工厂|总部|实验室|研究院"
)
"""A word for a kind of thing is no name."""
Pieces = list[tuple[int, int, str]]
"""Starts and ends within a name, and types."""
SHUT = {"(": ")", "（": "）", "“": "”", "《": "》"}
BREAK = re.compile(r"[。！？；;\n，,]")
QUOTE_ENDS = re.compile(r"(?<=.)[”》](?=.)")
FIRM_IN_BRACKETS = re.compile(r"(?P<one>.{2,}?)[(（](?P<other>.{4,}(?:公司|集团))[)）]")
PARK = r".*(?:产业园|工业园|科技园|小镇|[分园]区)"
JOINED_PARKS = re.compile(rf"(?P<one>{PARK})[和与及、](?P<other>{PARK})")
RITE = re.compile(r"(?:奠基|开工|揭牌|签约|启动)(?:仪式)?暨")
LEAD = re.compile(r"(?:其中|以及|位于|(?:园区)?重点发展)(?=.{4})")
PHASE = re.compile(r"(.{3,}项目)(?:第?[一二三四五]期)(?:工程|项目)?")
GOES_ON = re.compile(r"(.{2,}?)(?:由.{2,}|(?:集聚|集中|为主|供应).*)")
"""Verbs that no link or field has in its name."""
COUNTED = re.compile(r"(?:首批|新引?进?|另有)?[\d一二两三四五六七八九十百余多数几]+[个家].*")
"""35个项目 is no name."""
ORGANS = re.compile(r"(?P<one>.{2,}[局委厅部府办会])(?:会同|联合)(?P<other>.{2,}[局委厅部府办会])")
OF_A_PARTY = re.compile(r"(党工委|管委会|[省市区县镇]委|区党工委)(.{2,})")


def repaired(text: str, names: list[Mention]) -> list[Mention]:
    """``names`` without what cannot be a name, split, closed and joined where they must be."""
    whole = [part for name in names for part in _parts(text, name)]
    return [
        name
        for name in _joined(text, [_closed(text, each) for each in whole])
        if name.type == "GOV" or not _is_generic(name.span.text)
    ]


def _is_generic(words: str) -> bool:
    return GENERIC.fullmatch(words) is not None or COUNTED.fullmatch(words) is not None


def _parts(text: str, name: Mention) -> Iterator[Mention]:
    """The name as it must be, in as many parts as it holds names."""
    found = next((told for rule in RULES if (told := rule(name))), None)
    if found is None:
        yield name
        return
    for start, end, kind in found:
        yield _cut(text, name, name.span.start + start, name.span.start + end, kind)


def _broken(name: Mention) -> Pieces:
    breaks = [*BREAK.finditer(name.span.text)]
    return [(breaks[-1].end(), len(name.span.text), name.type)] if breaks else []


def _unquoted(name: Mention) -> Pieces:
    shut = QUOTE_ENDS.search(name.span.text)
    opened = shut and re.search(r"[“《]", name.span.text[: shut.start()])
    return [(0, shut.start(), name.type)] if shut and not opened else []


def _gone_on(name: Mention) -> Pieces:
    ends = GOES_ON.fullmatch(name.span.text) if name.type in {"LINK", "INDUSTRY"} else None
    return [(*ends.span(1), name.type)] if ends else []


def _two(pattern: re.Pattern[str], whole: str, part: str) -> Callable[[Mention], Pieces]:
    """Two names of type ``part`` in one of type ``whole`` (of any, where it is empty)."""

    def rule(name: Mention) -> Pieces:
        both = pattern.fullmatch(name.span.text) if whole in {"", name.type} else None
        return [(*both.span("one"), part), (*both.span("other"), part)] if both else []

    return rule


def _rites(name: Mention) -> Pieces:
    rite = RITE.search(name.span.text)
    if not rite:
        return []
    first = name.span.text[: rite.start()]
    kind = "PROJECT" if first.endswith(("项目", "工程")) else "PARK"
    return [(0, rite.start(), kind), (rite.end(), len(name.span.text), name.type)]


def _led(name: Mention) -> Pieces:
    lead = LEAD.match(name.span.text)
    kind = "INDUSTRY" if name.span.text.endswith("产业") else name.type
    return [(lead.end(), len(name.span.text), kind)] if lead else []


def _phased(name: Mention) -> Pieces:
    phase = PHASE.fullmatch(name.span.text) if name.type == "PROJECT" else None
    return [(*phase.span(1), name.type)] if phase else []


def _of_a_party(name: Mention) -> Pieces:
    party = OF_A_PARTY.fullmatch(name.span.text) if name.type == "TITLE" else None
    return [(*party.span(1), "GOV"), (*party.span(2), "TITLE")] if party else []


RULES: tuple[Callable[[Mention], Pieces], ...] = (
    _broken,
    _unquoted,
    _gone_on,
    _two(FIRM_IN_BRACKETS, "COMPANY", "COMPANY"),
    _two(ORGANS, "GOV", "GOV"),
    _two(JOINED_PARKS, "", "PARK"),
    _rites,
    _led,
    _phased,
    _of_a_party,
)
"""The first that finds something to put right decides."""


def _cut(text: str, name: Mention, start: int, end: int, kind: str) -> Mention:
    return replace(name, span=Span.of(text, start, end), type=kind)


def _closed(text: str, name: Mention) -> Mention:
    """A bracket that is open at the end of a name is closed; one that opens nothing is left out."""
    start, end = name.span.start, name.span.end
    for sign, shut in SHUT.items():
        words = text[start:end]
        if words.count(sign) > words.count(shut):
            close = text.find(shut, end, end + 12)
            end = close + 1 if close >= 0 and sign in "(（" else end
            start = start + 1 if words.startswith(sign) and close < 0 else start
    return _cut(text, name, start, end, name.type)


def _joined(text: str, names: list[Mention]) -> list[Mention]:
    """联东U谷·余姚智能家电产业园项目 is one project; so is what follows a closed bracket."""
    found: list[Mention] = []
    for name in names:
        last = found[-1] if found else None
        if last and last.span.end > name.span.start:
            continue
        if last and name.type == "PROJECT" and text[last.span.end : name.span.start] == "·":
            found[-1] = _cut(text, name, last.span.start, name.span.end, "PROJECT")
        else:
            found.append(name)
    return found
