"""Every check of an agreement, and where in the file its problems lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from shigu.engine.sharing.rules.checks.limits import limits
from shigu.engine.sharing.rules.checks.parties import named_parties, parties, subsidies
from shigu.engine.sharing.rules.checks.periods import periods, validity
from shigu.engine.sharing.rules.checks.shares import parameters, shares
from shigu.engine.sharing.rules.checks.ways import rule_codes, ways
from shigu.engine.sharing.rules.load import scan
from shigu.engine.sharing.rules.problems import Problem
from shigu.engine.sharing.rules.tree import line_of, tree
from shigu.engine.sharing.rules.values import Agreement

WHOLE = (validity, parties, parameters, rule_codes)
OF_A_RULE = (ways, named_parties, periods, shares, limits, subsidies)

LAST_STEP = re.compile(r"(\.[^.\[]+|\[\d+\]|^[^.\[]+)$")


def check_agreement(agreement: Agreement) -> tuple[Problem, ...]:
    """What is wrong with the terms, in order of the rules; nothing is settled to find it."""
    found = [problem for check in WHOLE for problem in check(agreement)]
    for i, rule in enumerate(agreement.rules):
        for check in OF_A_RULE:
            found += check(rule, f"rules[{i}]", agreement)
    return tuple(found)


def examine(text: str, *, name: str) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """The agreement of a file with every problem of form, or else of terms, at its line."""
    agreement, problems = scan(text, name=name)
    if agreement is None:
        return None, problems
    lines = dict(_places(tree(text, name), ""))
    found = (replace(each, line=_line(each.path, lines)) for each in check_agreement(agreement))
    return agreement, tuple(sorted(found, key=lambda each: each.line or 0))


def _places(node: yaml.Node, path: str) -> Iterator[tuple[str, int]]:
    yield path, line_of(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = f"{path}.{key.value}" if path else str(key.value)
            yield from _places(value, below)
            yield below, line_of(key)
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _places(item, f"{path}[{i}]")


def _line(path: str, lines: dict[str, int]) -> int:
    """The line of ``path``, or of the nearest thing above it that the file has."""
    while path and path not in lines:
        path = LAST_STEP.sub("", path)
    return lines[path]
