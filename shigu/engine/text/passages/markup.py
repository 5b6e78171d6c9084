"""Labelled passages as people write them, read.

    @2024-03-19
    {date 3月18日}，[COMPANY 澜芯微电子]<SIGN 签约>，总投资{investment_total@j1!agreed 18亿元}。
    ~ project_company j1 c1; SIGN c1 j1 q1

``[TYPE words]`` is a name, ``{key@whose!modality^speaker words}`` a value and
``<TYPE!modality words>`` the trigger of an event. Names are numbered by the letter of their type,
values by ``q``. Lines with ``~`` hold relations and, in the order of their triggers, what events
have for arguments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from shigu.engine.text.model import MODALITIES, Modality
from shigu.engine.text.passages.labels import ENTITIES, EVENTS, KEYS, QUANTITY, RELATIONS, SHORTEST
from shigu.engine.text.passages.values import (
    MarkedEvent,
    MarkedName,
    MarkedRelation,
    MarkedValue,
    Passage,
)

CLOSING = {"[": "]", "{": "}", "<": ">"}
HEAD = re.compile(
    r"(?P<type>[A-Za-z_]+)(?:@(?P<whose>[a-z]\d+))?(?:!(?P<modality>[a-z]+))?"
    r"(?:\^(?P<speaker>p\d+))? (?P<words>[^\[\]{}<>]+)\Z"
)


class MarkupError(ValueError):
    """A passage cannot be read; says the line and what to write instead."""

    def __init__(self, line: int, told: str) -> None:
        super().__init__(f"第 {line} 行 line {line}: {told}")


@dataclass
class _Draft:
    """A passage while it is read; ``line`` is where it begins."""

    line: int
    text: str = ""
    names: list[MarkedName] = field(default_factory=list)
    values: list[MarkedValue] = field(default_factory=list)
    triggers: list[MarkedEvent] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def number(self, letter: str) -> str:
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter]}"


def parse(source: str, name: str) -> list[Passage]:
    """All passages of ``source``, with ids ``name-001``, ``name-002`` …

    Raises:
        MarkupError: names the line and the cure.
    """
    blocks = list(_blocks(source))
    return [_passage(line, block, f"{name}-{at:03}") for at, (line, block) in enumerate(blocks, 1)]


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*source.splitlines(), ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _passage(line: int, block: list[str], name: str) -> Passage:
    day, body = _day(line, block)
    written = line + len(block) - len(body)
    if not body or any(not each.startswith("~") for each in body[1:]):
        raise MarkupError(line, "一段一行，其后各行以 ~ 开头 · one line of text, then ~")
    draft = _read(written, body[0])
    ties = [
        (written + at, tie.split())
        for at, each in enumerate(body[1:], 1)
        for tie in each[1:].split(";")
        if tie.strip()
    ]
    return Passage(
        name,
        day,
        draft.text,
        tuple(draft.names),
        tuple(draft.values),
        tuple(_relation(draft, at, tie) for at, tie in ties if tie[0] in RELATIONS),
        tuple(_events(draft, [(at, tie) for at, tie in ties if tie[0] not in RELATIONS])),
    )


def _day(line: int, block: list[str]) -> tuple[date | None, list[str]]:
    if not block[0].startswith("@"):
        return None, block
    try:
        return date.fromisoformat(block[0][1:].strip()), block[1:]
    except ValueError as error:
        raise MarkupError(line, f"日期应如 @2024-03-19 · {error}") from error


def _read(line: int, written: str) -> _Draft:
    draft = _Draft(line)
    at = 0
    while at < len(written):
        if written[at] in CLOSING:
            end = written.find(CLOSING[written[at]], at)
            if end < 0:
                raise MarkupError(line, f"「{written[at : at + 12]}」没有结束 · not closed")
            _mark(draft, written[at], written[at + 1 : end])
            at = end + 1
        elif written[at] in CLOSING.values():
            raise MarkupError(line, f"「{written[at - 8 : at + 1]}」多了一个 · no opening")
        else:
            draft.text += written[at]
            at += 1
    _check_whose(draft)
    return draft


def _mark(draft: _Draft, sign: str, inside: str) -> None:
    head = HEAD.match(inside)
    known = {"[": ENTITIES, "{": KEYS, "<": EVENTS}[sign]
    if head is None or head["type"] not in known:
        some = "、".join(known)
        raise MarkupError(draft.line, f"「{inside}」应为 one of: {some}")
    start, words = len(draft.text), head["words"]
    draft.text += words
    end = len(draft.text)
    modality = _modality(draft, head["modality"])
    if sign == "[":
        name = draft.number(ENTITIES[head["type"]])
        draft.names.append(MarkedName(name, head["type"], start, end, words))
    elif sign == "{":
        value = MarkedValue(
            draft.number(QUANTITY), head["type"], head["whose"], start, end, words, modality,
            head["speaker"],
        )  # fmt: skip
        draft.values.append(value)
    else:
        event = MarkedEvent(head["type"], start, end, words, (), modality, head["speaker"])
        draft.triggers.append(event)


def _modality(draft: _Draft, written: str | None) -> Modality:
    found: Modality | None = next((each for each in MODALITIES if each == written), None)
    if written and found is None:
        some = "、".join(MODALITIES)
        raise MarkupError(draft.line, f"!{written} 应为 one of: {some}")
    return found or "happened"


def _check_whose(draft: _Draft) -> None:
    named = [each.subject for each in draft.values]
    named += [each.speaker for each in draft.values] + [each.speaker for each in draft.triggers]
    for ref in filter(None, named):
        _known(draft, draft.line, ref)


def _known(draft: _Draft, line: int, ref: str) -> str:
    if not re.fullmatch(r"[a-z]\d+", ref) or int(ref[1:]) > draft.counts[ref[0]]:
        ids = [each.id for each in draft.names] + [each.id for each in draft.values]
        there = "、".join(ids)
        raise MarkupError(line, f"{ref} 不在本段 · not here; there are: {there}")
    return ref


def _relation(draft: _Draft, line: int, tie: list[str]) -> MarkedRelation:
    roles = RELATIONS[tie[0]]
    if not SHORTEST.get(tie[0], len(roles)) <= len(tie) - 1 <= len(roles):
        raise MarkupError(line, f"{tie[0]} 要 needs: {' '.join(roles)}")
    refs = [_known(draft, line, ref) for ref in tie[1:]]
    return MarkedRelation(tie[0], tuple(zip(roles, refs, strict=False)))


def _events(draft: _Draft, ties: list[tuple[int, list[str]]]) -> Iterator[MarkedEvent]:
    written: dict[str, list[tuple[int, list[str]]]] = {}
    for line, tie in ties:
        written.setdefault(tie[0], []).append((line, tie))
    for event in draft.triggers:
        if not written.get(event.type):
            raise MarkupError(draft.line, f"「{event.text}」没有 ~ {event.type} · no such line")
        line, tie = written[event.type].pop(0)
        yield event.with_args(tuple(_argument(draft, line, event.type, each) for each in tie[1:]))
    for kind, rest in written.items():
        if rest:
            raise MarkupError(rest[0][0], f"正文没有 no trigger <{kind} …>")


def _argument(draft: _Draft, line: int, kind: str, written: str) -> tuple[str, str]:
    role, _, ref = written.rpartition("=")
    ref = _known(draft, line, ref)
    if ref[0] == QUANTITY and draft.values[int(ref[1:]) - 1].key != "date":
        dates = "、".join(each.id for each in draft.values if each.key == "date")
        raise MarkupError(line, f"{kind} 的 {ref} 不是日期 · no date; dates are: {dates}")
    if not role and ref[0] not in EVENTS[kind]:
        raise MarkupError(line, f"{kind} 的 {ref} 要写角色 · name a role: role={ref}")
    return role or EVENTS[kind][ref[0]], ref
