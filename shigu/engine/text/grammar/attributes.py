"""Whose the amounts are: a project's, a firm's, a district's; a sum of many is nobody's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shigu.engine.text.grammar import meant
from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Mention, Modality, Quantity
from shigu.engine.text.passages.labels import KEYS

_WORKS = ("PROJECT", "PARK", "COMPANY", "INSTITUTE", "CLUSTER", "DISTRICT", "GOV")
OWNERS: dict[str, tuple[str, ...]] = {
    "investment_total": ("PROJECT", "PARK", "INSTITUTE", "COMPANY", "DISTRICT", "GOV"),
    "investment_phase": ("PROJECT", "PARK", "COMPANY"),
    "registered_capital": ("COMPANY",),
    "valuation": ("COMPANY",),
    "industry_scale": ("INDUSTRY", "CLUSTER", "PARK", "DISTRICT"),
    "growth": ("INDUSTRY", "CLUSTER", "COMPANY", "DISTRICT", "PARK"),
    "talents": ("INSTITUTE", "UNIVERSITY", "COMPANY", "PROJECT", "PARK", "DISTRICT"),
    "patents": ("INSTITUTE", "COMPANY", "UNIVERSITY", "PROJECT"),
    "count_projects": ("PARK", "DISTRICT", "CLUSTER", "PROJECT", "GOV"),
    "count_companies": ("PROJECT", "PARK", "INSTITUTE", "CLUSTER", "DISTRICT", "INDUSTRY"),
    "ratio": ("COMPANY", "PROJECT", "LINK"),
}
"""Types that may own a key, the likeliest first; other keys are ``_WORKS``'."""
SUMS = re.compile(
    r"集中(?:签约|开工)|双集中|(?:重大|产业|亿元以上|(?<!整)个)项目|等\s*$|合计|一批|首批"
)
PLACED = re.compile(r"(?:在|位于|落户|落地|落在|入驻|选址|坐落于?)\s*[“\"]?$")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An amount or date, whose it is (None: nobody's), how it is meant and who says so."""

    quantity: Quantity
    subject: Mention | None
    modality: Modality
    speaker: Mention | None


def attributes(scene: Scene) -> list[Attribute]:
    """Every value of a known key."""
    return [_attribute(scene, value) for value in scene.values if value.key in KEYS]


def _attribute(scene: Scene, value: Quantity) -> Attribute:
    if value.key == "date":
        return Attribute(value, None, "happened", None)
    return Attribute(
        value,
        _owner(scene, value),
        meant.of_value(scene, value),
        meant.speaker(scene, value.span.start),
    )


def _owner(scene: Scene, value: Quantity) -> Mention | None:
    low, high = scene.sentence(value.span.start)
    if value.key.startswith("count_"):
        return _host(scene, value, low)
    if value.key == "ratio" or _is_a_sum(scene, value, low) or _is_nameless(scene, value, low):
        return None
    types = OWNERS.get(value.key, _WORKS)
    if value.key == "registered_capital" and (coming := _coming_firm(scene, value, high)):
        return coming
    near = _nearest(scene, low, value.span.start, types)
    if near is None or near.type in {"GOV", "DISTRICT", "COMPANY"}:
        near = _coming(scene, value, high) or near
    return near or _earlier(scene, low, types)


def _nearest(scene: Scene, low: int, at: int, types: tuple[str, ...]) -> Mention | None:
    """The last name or word for a name before the amount; the likeliest type that stands there."""
    told = scene.within(low, at, *types)
    names = [name for name in told if not PLACED.search(scene.text[low : name.span.start])] or told
    names = [name for name in names if name.type not in {"DISTRICT", "GOV"}] or names
    strong = [name for name in names if name.type == types[0]] or names
    called = scene.meant(low, at)
    if called and called[1].type in types:
        latest = strong[-1].span.start if strong else -1
        if called[0] > latest or called[1].type == types[0] != (strong or [called[1]])[-1].type:
            return called[1]
    return strong[-1] if strong else None


def _coming(scene: Scene, value: Quantity, high: int) -> Mention | None:
    """计划投资51亿元，建设生物医药基地: the project follows its amount."""
    projects = scene.within(value.span.end, high, "PROJECT")
    if projects and re.search(
        r"建设|投建|投资|打造|扩建|的", scene.text[value.span.end : projects[0].span.start]
    ):
        return projects[0]
    return None


def _coming_firm(scene: Scene, value: Quantity, high: int) -> Mention | None:
    firms = scene.within(value.span.end, high, "COMPANY")
    between = scene.text[value.span.end : firms[0].span.start] if firms else ""
    return firms[0] if re.match(r".{0,3}(?:设立|成立|组建)", between) else None


def _earlier(scene: Scene, low: int, types: tuple[str, ...]) -> Mention | None:
    """What the sentence before was about."""
    for start, end in reversed([span for span in scene.sentences if span[1] <= low]):
        told = scene.within(start, end, *types)
        called = scene.meant(start, end)
        if told:
            return next((name for name in told if name.type == types[0]), told[0])
        if called and called[1].type in types:
            return called[1]
        if SUMS.search(scene.text[start:end]):
            return None
    return None


def _is_a_sum(scene: Scene, value: Quantity, low: int) -> bool:
    """Whether the amount belongs to many projects that the sentence counts."""
    counts = [
        each
        for each in scene.values
        if each.key == "count_projects" and low <= each.span.start < value.span.start
    ]
    if not counts:
        return False
    named = scene.within(counts[-1].span.end, value.span.start, "PROJECT")
    return not named


def _is_nameless(scene: Scene, value: Quantity, low: int) -> bool:
    """签署投资协议，项目总投资120亿元: of a project that has no name in the text."""
    projects = scene.within(0, len(scene.text), "PROJECT", "PARK")
    return (
        not projects
        and re.search(r"[，,；。]项目[^，。,]{0,6}$", scene.text[low : value.span.start])
        is not None
    )


def _host(scene: Scene, value: Quantity, low: int) -> Mention | None:
    """A count belongs to the place that has or drew what is counted, not to a list's end."""
    before = scene.text[low : value.span.start]
    drew = re.search(
        r"引进|引入|引育|入驻|集聚|聚集|拥有|已有|现有|孵化|带来|吸引|汇聚|落户|签约项目|引来|承载|新增|共有|累计",
        before,
    )
    listed = before.rstrip().endswith("等")
    if re.search(r"集中|开工|签约(?!项目)|一并|活动|首批", before[-14:]) or (listed and not drew):
        return None
    if listed and not re.search(r"引进|引入|集聚|聚集|已有|拥有|引来|吸引", before):
        return None
    types = OWNERS[value.key]
    return _nearest(scene, low, value.span.start, types) or (
        _earlier(scene, low, types[:3]) if drew else None
    )
