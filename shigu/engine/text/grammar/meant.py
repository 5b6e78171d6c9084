"""How something is meant: planned, agreed, done, up to now, or only a level."""

from __future__ import annotations

import re

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Mention, Modality, Quantity

PLANNED = re.compile(
    r"拟|将(?!军|要求)|计划(?!》)|预计|预期|有望|力争|争取|目标|规划(?:用地|面积|占地|总投资|投资|建设)?"
    r"|达产后|建成后|投产后|满产后|投用后|可(?:实现|达|带动|提供|容纳|入驻|引进|吸纳|解决|新增)|意向|届时|明年|确保|要求|到(?=20\d\d年)"
)
AGREED = re.compile(r"约定|签[约订署定下]")
CUMULATIVE = re.compile(
    r"累计|截至|截止|至今|迄今|已(?:集聚|入驻|引进|拥有|有|建成|吸引|签约|达)|集聚|聚集|共(?:有|计)"
)
SAYS = re.compile(r"[^。！？，,]{0,12}?(?:表示|介绍|说|称|透露|告诉|认为|指出|强调|估计|坦言)")
CLAUSE = re.compile(r"[，,]")
FUTURE = re.compile(
    r"到(?:20\d\d年|“?十[四五六]五)|力争|达产后|建成后|投产后|满产后|[三五]年内|未来[三五]年"
)
PROMISED = frozenset({"investment_total", "investment_phase", "land_area", "floor_area"})
REACH = 26


def of_value(scene: Scene, value: Quantity) -> Modality:
    """How an amount is meant, by the words before it in its sentence."""
    if value.qualifier in {"level", "fuzzy"} or scene.text[value.span.end :].startswith("级"):
        return "level"
    low, _ = scene.sentence(value.span.start)
    before = scene.text[low : value.span.start]
    near = CLAUSE.split(before)[-1]
    if CUMULATIVE.search(near) and not PLANNED.search(near):
        return "cumulative"
    if PLANNED.search(before[-REACH:]) or FUTURE.search(before):
        return "planned"
    if value.key in PROMISED and AGREED.search(_this_and_last(scene, low) + before):
        return "agreed"
    return "agreed" if AGREED.search(near) else "happened"


def _this_and_last(scene: Scene, low: int) -> str:
    """The sentence before the one at ``low``, where that goes on with 项目 …"""
    goes_on = scene.text.startswith(("项目", "该项目", "整个项目"), low)
    start, end = scene.sentence(low - 1) if low and goes_on else (low, low)
    return scene.text[start:end]


def of_trigger(scene: Scene, start: int) -> Modality:
    """How an event is meant, by the words before its trigger in its clause."""
    low, _ = scene.sentence(start)
    near = re.split(r"[，,]", scene.text[low:start])[-1]
    return "planned" if PLANNED.search(near) else "happened"


def speaker(scene: Scene, at: int) -> Mention | None:
    """The person whose words the sentence at ``at`` tells."""
    low, high = scene.sentence(at)
    for name in scene.within(low, high, "PERSON"):
        if SAYS.match(scene.text, name.span.end, high):
            return name
    return None
