"""The joint plan as one JSON document, and its JSON Schema made from the same types."""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
from typing import Any, Literal, TypeGuard, Union, get_args, get_origin, get_type_hints

from shigu.engine.plan.results import JointPlan

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def to_json(plan: JointPlan) -> str:
    """The document as text: UTF-8, stable order of keys.

    Raises:
        ValueError: a figure is not finite.
    """
    return json.dumps(
        dataclasses.asdict(plan), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of ``plan.json``; descriptions are the docstrings of the types."""
    definitions: dict[str, Any] = {}
    root = _schema(JointPlan, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plan.json",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if is_dataclass_type(hint):
        return _reference(hint, definitions)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(part, definitions) for part in arguments]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin is tuple:
        return _tuple(arguments, definitions)
    raise TypeError(f"no JSON shape for {hint}")


def _tuple(arguments: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if arguments[-1] is Ellipsis:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    return {
        "type": "array",
        "prefixItems": [_schema(part, definitions) for part in arguments],
        "items": False,
        "minItems": len(arguments),
    }


def is_dataclass_type(hint: Any) -> TypeGuard[type[Any]]:
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def _reference(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(kind)
        definitions[name] = {
            "type": "object",
            "description": described(kind),
            "properties": {field: _schema(hint, definitions) for field, hint in hints.items()},
            "required": list(hints),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def described(kind: type[Any]) -> str:
    """The docstring of a type in one line; empty when it has none of its own."""
    text = inspect.cleandoc(kind.__doc__ or "")
    generated = text.startswith(f"{kind.__name__}(")
    return "" if generated else " ".join(text.split())
