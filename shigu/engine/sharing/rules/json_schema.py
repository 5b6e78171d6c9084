"""The rule language as JSON Schema, by which editors complete and check an agreement as typed."""

from __future__ import annotations

from typing import Any

from shigu.engine.sharing.rules.load import SCHEMA
from shigu.engine.sharing.rules.scalars import CODE, MOST_YEARS, NAME
from shigu.engine.sharing.rules.schema import Field, Language, Section

Schema = dict[str, Any]

FRACTION: Schema = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^(\d{1,12}/\d{1,12}|\d{1,15}(\.\d{1,12})?%?)$"},
    ]
}
SHARE: Schema = {"anyOf": [*FRACTION["anyOf"], {"type": "string", "pattern": "^(1 *- *)?[A-Za-z]"}]}
TEXT: Schema = {"type": ["string", "number"]}
WORDS: Schema = {
    "type": "object",
    "properties": {"zh": TEXT, "en": TEXT},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
MONEY: Schema = {"type": ["number", "string"], "minimum": 0}
NAMED: Schema = {"propertyNames": {"pattern": f"^{NAME.pattern}$"}}

PLAIN: dict[str, Schema] = {
    "text": TEXT,
    "code": {"type": ["string", "number"], "pattern": f"^{CODE.pattern}$"},
    "name": {"type": "string", "pattern": f"^{NAME.pattern}$"},
    "words": WORDS,
    "share": FRACTION,
    "fraction": FRACTION,
    "wan": MONEY,
    "yuan": MONEY,
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer", "minimum": 0, "maximum": MOST_YEARS},
    "boolean": {"type": "boolean"},
    "span": {"type": ["string", "integer"], "pattern": r"^\d{1,3}(-(\d{1,3})?)?$"},
    "shares": {"type": "object", "additionalProperties": SHARE, **NAMED},
    "parts": {"type": "object", "additionalProperties": FRACTION, **NAMED},
    "years": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
}


def json_schema(language: Language) -> Schema:
    """The whole language; what only the checks can tell (sums, periods) is not in it."""
    defined = {name: _section(section, language) for name, section in language.sections.items()}
    whole = defined.pop("agreement")
    whole["properties"] = {"schema": {"const": SCHEMA}, **whole["properties"]}
    whole["required"] = ["schema", *whole["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA}
    return {**head, **whole, "$defs": defined}


def _section(section: Section, language: Language) -> Schema:
    return {
        "type": "object",
        "properties": {
            field.name: {
                **_field(field, language),
                "description": f"{field.words.zh} · {field.words.en}",
            }
            for field in section.fields.values()
        },
        "required": [field.name for field in section.fields.values() if field.required],
        "additionalProperties": False,
    }


def _field(field: Field, language: Language) -> Schema:
    if field.type == "word":
        return {"enum": list(language.words[field.of])}
    if field.type == "kinds":
        codes = [code for code, kind in language.kinds.items() if kind.ledger != "measure"]
        return {"type": "array", "items": {"enum": [*language.groups, *codes]}, "minItems": 1}
    below = WORDS if field.of == "words" else {"$ref": f"#/$defs/{field.of}"}
    if field.type in {"section", "flat"}:
        return below
    if field.type == "list":
        return {"type": "array", "items": below, "minItems": 1}
    if field.type == "map":
        return {"type": "object", "additionalProperties": below, **NAMED}
    return PLAIN[field.type]
