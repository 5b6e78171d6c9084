"""An agreement as YAML: what ``read_agreement`` reads back into the same value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any

import yaml

from shigu.engine.sharing.rules import values
from shigu.engine.sharing.rules.load import SCHEMA
from shigu.engine.sharing.rules.scalars import (
    SCALARS,
    written_fraction,
    written_share,
    written_span,
)
from shigu.engine.sharing.rules.schema import Field, language
from shigu.engine.values import FEN_PER_WAN


def write_agreement(agreement: values.Agreement) -> str:
    """The YAML text, fields in the order of the schema, defaults left out."""
    document = {"schema": SCHEMA, **_section("agreement", agreement)}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _section(name: str, value: Any) -> dict[str, Any]:
    section = language().sections[name]
    defaults = _defaults(value)
    written: dict[str, Any] = {}
    for field in section.fields.values():
        if field.type == "span":
            written[field.name] = written_span(value.first, value.last)
        elif field.type == "flat":
            written |= {field.name: flat} if (flat := _section(field.of, value)) else {}
        elif _stands(field, getattr(value, field.attr), defaults):
            written[field.name] = _written(field, getattr(value, field.attr))
    return written


def _defaults(value: Any) -> dict[str, Any]:
    """Attribute → what it is when a file does not give it."""
    return {
        own.name: own.default
        if own.default is not MISSING
        else own.default_factory()
        if own.default_factory is not MISSING
        else None
        for own in fields(value)
    }


def _stands(field: Field, value: Any, defaults: dict[str, Any]) -> bool:
    """Whether the field is written; money stands in 万元 unless that takes more than 2 digits."""
    if value == defaults[field.attr] and not field.required:
        return False
    if field.type not in {"wan", "yuan"}:
        return True
    by_wan = value % (FEN_PER_WAN // 100) == 0
    return by_wan is (field.type == "wan")


def _written(field: Field, value: Any) -> Any:
    if field.type in SCALARS:
        return SCALARS[field.type].write(value)
    if field.type in {"section", "list"}:
        return _composed(field, value)
    if field.type == "map":
        return {key: _section(field.of, each) for key, each in value.items()}
    if field.type in {"shares", "parts"}:
        write = written_share if field.type == "shares" else written_fraction
        return {key: write(part) for key, part in value.items()}
    return _PLAIN[field.type](value)


def _composed(field: Field, value: Any) -> Any:
    if field.type == "section":
        return _section(field.of, value)
    if field.of == "words":
        return [_words(each) for each in value]
    return [_section(field.of, each) for each in value]


def _words(value: values.Words) -> dict[str, str]:
    return {"zh": value.zh, "en": value.en}


def _kinds(codes: tuple[str, ...]) -> list[str]:
    return language().collapsed(codes)


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "word": str,
    "words": _words,
    "kinds": _kinds,
    "years": list,
}
