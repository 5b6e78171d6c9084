"""The text of an answer → its items, or why it has none."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

Why = Literal[
    "json",
    "shape",
    "too_many",
    "kind",
    "type",
    "quote",
    "name",
    "value",
    "unit",
    "modality",
    "trigger",
    "argument",
    "repeated",
]
Json = dict[str, Any]
MOST_ITEMS = 200
"""So many claims of one part are looked at."""
FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
WORDS: dict[Why, tuple[str, str]] = {
    "json": ("回答不是 JSON", "the answer is no JSON"),
    "shape": ("回答不是所要的形状", "not of the shape asked for"),
    "too_many": (f"一段里超过 {MOST_ITEMS} 条", f"more than {MOST_ITEMS} of one part"),
    "kind": ("没有这一类", "unknown kind"),
    "type": ("没有这一细类", "unknown type or key"),
    "quote": ("引文不在原文里", "the quote is not in the text"),
    "name": ("名称不在引文里，或没有作为名称写出", "the name is not in the quote or not listed"),
    "value": ("数字不在引文里", "the number is not in the quote"),
    "unit": ("单位与细类不符", "the unit does not fit the key"),
    "modality": ("没有这种语气", "unknown modality"),
    "trigger": ("触发词不在引文里", "the trigger is not in the quote"),
    "argument": ("角色不明或所指不在引文里", "unknown role, or what plays it is not in the quote"),
    "repeated": ("说了两遍", "said twice"),
}


class DroppedError(ValueError):
    """An answer or a claim that is not taken; ``why`` is stable."""

    def __init__(self, why: Why) -> None:
        super().__init__(WORDS[why][1])
        self.why = why


def items(answer: str) -> list[Any]:
    """The claims of an answer as they stand; a fence around the JSON is let pass.

    Raises:
        DroppedError: it is no JSON, or no object with a list ``claims``.
    """
    fenced = FENCE.match(answer)
    try:
        told = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError) as error:
        raise DroppedError("json") from error
    if not isinstance(told, dict) or not isinstance(told.get("claims"), list):
        raise DroppedError("shape")
    return list(told["claims"])


def words(item: Json, field: str, why: Why) -> str:
    """The non-empty text in ``field``.

    Raises:
        DroppedError: there is none, for ``why``.
    """
    text = item.get(field)
    if not isinstance(text, str) or not text.strip():
        raise DroppedError(why)
    return text
