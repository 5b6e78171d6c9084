"""Counting rules from YAML (``schema: shigu.counting/1``), each fault at its place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from shigu.engine.counting.values import Condition, Rule, Rules

SCHEMA = "shigu.counting/1"
FACTS: Mapping[str, type] = {
    "own_city_capital": bool,
    "segment_of_own_leader": bool,
    "public_share": Decimal,
    "outlet": bool,
    "housing": bool,
    "within_contract": bool,
    "moves_within_city": bool,
}
"""What may be told of a project for its count; ``public_share`` is of one."""


class RulesError(ValueError):
    """A text is no counting rules: where and what is wrong."""


def read_rules(text: str) -> Rules:
    """The rules in a YAML text.

    Raises:
        RulesError: with the key at fault.
    """
    document = yaml.safe_load(text)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise RulesError(f"schema: {SCHEMA}")
    title = _words(document, "title", "rules")
    listed = document.get("leave_out")
    if not isinstance(listed, list):
        raise RulesError("leave_out: a list")
    found = tuple(_rule(each, f"leave_out[{at}]") for at, each in enumerate(listed))
    codes = [rule.code for rule in found]
    if len(set(codes)) != len(codes):
        raise RulesError("leave_out: a code stands twice")
    return Rules(str(document["id"]), title[0], title[1], str(document.get("source", "")), found)


@cache
def shipped() -> dict[str, Rules]:
    """The rules that ship, by id."""
    folder = files("shigu.engine.counting.rules")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    found = [read_rules(folder.joinpath(name).read_text(encoding="utf-8")) for name in names]
    return {rules.id: rules for rules in found}


def _rule(given: Any, place: str) -> Rule:
    if not isinstance(given, dict) or not given.get("when"):
        raise RulesError(f"{place}.when: at least one condition")
    unknown = set(given) - {"code", "words", "when", "unless"}
    if unknown or not isinstance(given.get("code"), str):
        raise RulesError(f"{place}: {sorted(unknown) or 'code'}")
    zh, en = _words(given, "words", place)
    return Rule(
        given["code"],
        zh,
        en,
        _conditions(given["when"], f"{place}.when"),
        _conditions(given.get("unless", {}), f"{place}.unless"),
    )


def _conditions(given: Any, place: str) -> tuple[Condition, ...]:
    if not isinstance(given, dict):
        raise RulesError(f"{place}: a mapping")
    return tuple(_condition(name, value, f"{place}.{name}") for name, value in given.items())


def _condition(name: str, value: Any, place: str) -> Condition:
    if name not in FACTS:
        raise RulesError(f"{place}: no such fact; known are {', '.join(FACTS)}")
    if isinstance(value, dict):
        if set(value) != {"at_least"} or FACTS[name] is not Decimal:
            raise RulesError(f"{place}: at_least and nothing else, of a share")
        return Condition(name, Decimal(str(value["at_least"])), at_least=True)
    if FACTS[name] is not bool or not isinstance(value, bool):
        raise RulesError(f"{place}: {value!r}")
    return Condition(name, value)


def _words(given: Mapping[str, Any], key: str, place: str) -> tuple[str, str]:
    words = given.get(key)
    if not isinstance(words, dict) or set(words) != {"zh", "en"}:
        raise RulesError(f"{place}.{key}: zh and en")
    return str(words["zh"]), str(words["en"])
