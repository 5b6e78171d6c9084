"""Reasons of one project, without the names and amounts of other districts' projects.

Closed by default: a reason is kept word for word only where its code says that it is about the
project and its space alone, or where every project that its inputs name is of the same district.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from shigu.engine.plan.results import Index
from shigu.engine.reasons import Input, Reason
from shigu.engine.siting.requirements import LABELS
from shigu.engine.siting.ruled_out import PHRASES, UNKNOWN

ALONE = frozenset(
    {
        *LABELS,
        *PHRASES,
        *(code + UNKNOWN for code in PHRASES),
        "siting.choice",
        "siting.start",
        "siting.value",
        "siting.veto",
        "siting.only_place",
        "siting.runner_up_open",
        "siting.forced_open",
        "siting.impossible",
    }
)
"""Codes about the project and spaces alone."""
NAMED_IN = {
    "siting.together": "with",
    "siting.apart": "from",
    "siting.full.together": "where",
    "siting.full.apart": "where",
    "siting.displaces": "out",
    "siting.full.space": "tenant",
}
"""Codes that name other projects, and the input that holds their ids."""
SAID: dict[str, tuple[str, str]] = {
    "siting.together": ("须与其他区县的项目同片区", "must share a zone with others' projects"),
    "siting.apart": ("须与其他区县的项目不同片区", "must not share a zone with others' projects"),
    "siting.full.together": (
        "须与其他区县的项目同片区",
        "must share a zone with others' projects",
    ),
    "siting.full.apart": (
        "须与其他区县的项目不同片区",
        "must not share a zone with others' projects",
    ),
    "siting.full.space": (
        "{zh}没有余地：已安排给别的项目",
        "{en} has no room: it is given to other projects",
    ),
    "siting.full.pool": ("{zh}没有余量", "{en} has nothing left"),
    "siting.full.ceiling": ("{zh}已满", "{en} is reached"),
    "siting.full.floor": ("{zh}占用了余地", "{en} takes the room"),
    "siting.full.score": ("最低评分不允许", "the least score forbids it"),
    "siting.displaces": (
        "安排它须让其他区县的项目让位",
        "placing it would displace projects of other districts",
    ),
}
"""What is said instead; ``{zh}`` and ``{en}`` name a space, pool or quota, which all may read."""
NAMELESS = ("合用的去处", "what fits")
WITHHELD = (
    "原因涉及其他区县的项目，可向提出方案的单位了解",
    "the reason concerns projects of other districts; whoever asked for the plan can tell",
)
KEPT_INPUTS = ("where", "resource", "needed", "available")
"""Inputs that are about the project itself or about what every member may read."""
Called = Callable[[str], tuple[str, str]]


def told_to(
    own: Collection[str], reasons: Iterable[Reason], called: Called
) -> list[dict[str, Any]]:
    """The reasons as the district that owns the projects ``own`` may read them, each once.

    ``called`` names a space, pool or quota in both languages.
    """
    told = [reason if _is_open(reason, own) else _withheld(reason, called) for reason in reasons]
    return list({(each.code, each.zh): _plain(each) for each in told}.values())


def called_in(index: Index) -> Called:
    """Names of spaces, pools and quotas as the document has them."""
    tables = (index.spaces, index.pools, index.quotas)

    def called(key: str) -> tuple[str, str]:
        entry = next((table[key] for table in tables if key in table), None)
        return (entry.zh, entry.en) if entry else NAMELESS

    return called


def _is_open(reason: Reason, own: Collection[str]) -> bool:
    if reason.code in ALONE:
        return True
    names = NAMED_IN.get(reason.code, "")
    if names not in reason.inputs:
        return False
    named = str(reason.inputs[names] or "")
    return all(project in own for project in named.split(";") if project)


def _withheld(reason: Reason, called: Called) -> Reason:
    zh, en = SAID.get(reason.code, WITHHELD)
    name_zh, name_en = called(str(reason.inputs.get("where", "")))
    words = (zh.format(zh=name_zh), en.format(en=name_en))
    return Reason(reason.code, *words, _inputs(reason), reason.sources)


def _inputs(reason: Reason) -> dict[str, Input]:
    """Nothing where the inputs may name projects; a full row keeps what is public or one's own."""
    if reason.code in NAMED_IN or reason.code not in SAID:
        return {}
    return {name: reason.inputs[name] for name in KEPT_INPUTS if name in reason.inputs}


def _plain(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "zh": reason.zh,
        "en": reason.en,
        "inputs": dict(reason.inputs),
        "sources": list(reason.sources),
    }
