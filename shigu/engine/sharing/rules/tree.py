"""The text of an agreement as YAML nodes, refused where YAML could do more than write a tree."""

from __future__ import annotations

import yaml

from shigu.engine.sharing.rules.problems import AgreementError, Problem, problem

MOST_BYTES = 262_144
DEEPEST = 12
"""Agreements nest seven levels; far more would be an attack on the stack."""

OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def tree(text: str, name: str) -> yaml.Node:
    """The root node of the one document in ``text``.

    Raises:
        AgreementError: too large, no YAML, or with anchors, tags or several documents.
    """
    size = len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise AgreementError(name, (problem("file-too-large", "", size=size, limit=MOST_BYTES),))
    fault, root = _parsed(text)
    if root is None:
        raise AgreementError(name, (fault or problem("empty", "", 1, field=name),))
    return root


def _parsed(text: str) -> tuple[Problem | None, yaml.Node | None]:
    try:
        fault = _fault(text)
        return fault, None if fault else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return problem("yaml-invalid", "", line, detail=error.problem or error.context), None
    except (yaml.YAMLError, ValueError) as error:
        return problem("yaml-invalid", "", detail=str(error).splitlines()[0]), None


def line_of(node: yaml.Node) -> int:
    """The line on which ``node`` begins, 1 being the first."""
    return int(node.start_mark.line) + 1


def _fault(text: str) -> Problem | None:
    """The first event that a plain tree does not have."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        depth += isinstance(event, OPENING) - isinstance(event, CLOSING)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            return problem("documents", "", line)
        if depth > DEEPEST:
            return problem("too-deep", "", line, limit=DEEPEST)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            return problem("anchor", "", line, name=anchor)
        tag = getattr(event, "tag", None)
        if tag is not None:
            return problem("tag", "", line, name=tag)
    return None
