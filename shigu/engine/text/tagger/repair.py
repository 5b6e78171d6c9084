"""What the model gets wrong in form, put right by the grammar of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shigu.engine.text.model import Mention, Span

GENERIC = re.compile(
    r"(?:产业|工业|科技)?园区?|高新区|开发区|小镇|社区|公司|集团|项目|基地|工厂|总部|实验室|研究院"
)
"""A word for a kind of thing is no name."""
SHUT = {"(": ")", "（": "）", "“": "”", "《": "》"}
BREAK = re.compile(r"[。！？；;\n，,]")
JOINED_PARKS = re.compile(
    r"(.*(?:产业园|工业园|科技园|小镇|[分园]区))([和与及、])(.*(?:产业园|工业园|科技园|小镇|[分园]区))"
)
RITE = re.compile(r"(?:奠基|开工|揭牌|签约|启动)(?:仪式)?暨")
LEAD = re.compile(r"(?:其中|以及|位于|(?:园区)?重点发展)(?=.{4})")
PHASE = re.compile(r"(.{3,}项目)(?:第?[一二三四五]期)(?:工程|项目)?")
OF_A_PARTY = re.compile(r"(党工委|管委会|[省市区县镇]委|区党工委)(.{2,})")


def repaired(text: str, names: list[Mention]) -> list[Mention]:
    """``names`` without what cannot be a name, split, closed and joined where they must be."""
    whole = [part for name in names for part in _parts(text, name)]
    return [
        name
        for name in _joined(text, [_closed(text, each) for each in whole])
        if not (name.type != "GOV" and GENERIC.fullmatch(name.span.text))
    ]


def _parts(text: str, name: Mention) -> Iterator[Mention]:
    words, start = name.span.text, name.span.start
    broken = [*BREAK.finditer(words)]
    if broken:
        yield _cut(text, name, start + broken[-1].end(), name.span.end, name.type)
    elif both := JOINED_PARKS.fullmatch(words):
        for group in (1, 3):
            yield _cut(text, name, start + both.start(group), start + both.end(group), "PARK")
    elif rite := RITE.search(words):
        first = "PROJECT" if words[: rite.start()].endswith(("项目", "工程")) else "PARK"
        yield _cut(text, name, start, start + rite.start(), first)
        yield _cut(text, name, start + rite.end(), name.span.end, name.type)
    elif lead := LEAD.match(words):
        kind = "INDUSTRY" if words.endswith("产业") else name.type
        yield _cut(text, name, start + lead.end(), name.span.end, kind)
    elif name.type == "PROJECT" and (phase := PHASE.fullmatch(words)):
        yield _cut(text, name, start, start + phase.end(1), name.type)
    elif name.type == "TITLE" and (party := OF_A_PARTY.fullmatch(words)):
        yield _cut(text, name, start, start + party.end(1), "GOV")
        yield _cut(text, name, start + party.start(2), name.span.end, "TITLE")
    else:
        yield name


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
