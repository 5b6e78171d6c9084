"""Where events are told: the words (``triggers.csv``) and what stops them from telling one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Span

CONDITION = re.compile(r"(?:[并正式]{0,2}(?:投产|达产|投用))?(?:后|之后|以后|前|以来)")
SILENT: dict[str, re.Pattern[str]] = {
    "SIGN": re.compile(
        r"(?:仪式|活动|双方|项目\d|项目[^，。,]{0,4}\d|率|数|落户(?!的)|金额|主体|企业)"
    ),
    "LAND": re.compile(r"(?:企业|率|见效|生根|页|项目\d)"),
    "START": re.compile(r"(?:令|率|前|条件)"),
    "UNVEIL": re.compile(r"(?:上市|出让|交易|方式)"),
    "LIST": re.compile(r"(?:公司|委|企业|材料|许可)"),
    "VISIT": re.compile(r"(?:组|团|报告)"),
    "PRODUCE": re.compile(r"(?:计划|年)"),
}
"""What right after a trigger makes it part of a noun."""
QUIET = {
    "LAND": re.compile(r"(?:签约|可|已|已经|企业|员工|首批)$"),
    "SIGN": re.compile(r"(?:参加|出席|一并|新|已|本次|累计)$"),
    "VISIT": re.compile(r"(?:现场|学习)$"),
    "ESTABLISH": re.compile(r"(?:揭牌)$"),
    "UNVEIL": re.compile(r"(?:以)$"),
    "LIST": re.compile(r"(?:拟|撤回|申请)$"),
    "PRODUCE": re.compile(r"(?:[竣完]工)$"),
}
"""What right before a trigger does so."""
REACH = 24
"""A place so near after 落户 is where."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event, and the triggers of its sentence before it."""

    type: str
    span: Span
    earlier: tuple[Trigger, ...] = ()


@cache
def patterns() -> tuple[re.Pattern[str], dict[str, str]]:
    """All trigger words, the longest first, and the type of each."""
    listed = files("shigu.engine.text.grammar").joinpath("triggers.csv").read_text("utf-8")
    types = {
        word: row["type"]
        for row in csv.DictReader(listed.splitlines())
        for word in row["words"].split("|")
    }
    return re.compile("|".join(sorted(types, key=len, reverse=True))), types


def triggers(scene: Scene) -> Iterator[Trigger]:
    """Triggers in order of the text, outside names and not as part of a noun or condition."""
    words, types = patterns()
    before: tuple[Trigger, ...] = ()
    for found in words.finditer(scene.text):
        kind = types[found[0]]
        if not _silent(scene, kind, found) and not scene.across(*found.span()):
            low, _ = scene.sentence(found.start())
            before = tuple(each for each in before if each.span.start >= low)
            trigger = Trigger(kind, Span.of(scene.text, *found.span()), before)
            yield trigger
            before = (*before, trigger)


def _silent(scene: Scene, kind: str, found: re.Match[str]) -> bool:
    after, before = scene.text[found.end() :], scene.text[: found.start()]
    if CONDITION.match(after) and kind in {"PRODUCE", "START", "LAND", "ESTABLISH", "TOPOUT"}:
        return True
    if kind in SILENT and SILENT[kind].match(after):
        return True
    if kind == "LAND" and scene.within(found.end(), found.end() + REACH, "PARK", "DISTRICT"):
        return before.endswith("签约")
    return kind in QUIET and QUIET[kind].search(before) is not None
