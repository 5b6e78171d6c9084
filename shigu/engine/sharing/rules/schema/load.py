"""Read the language's own CSV files, which belong to the package."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from shigu.engine.sharing.rules.schema.values import Field, Kind, Language, Message, Section
from shigu.engine.sharing.rules.values import Words

Row = dict[str, str]


@cache
def language() -> Language:
    """The language of ``shigu.agreement/1``; always the same value."""
    fields = [_field(row) for row in _rows("fields.csv")]
    words = _rows("words.csv")
    return Language(
        sections={row["section"]: _section(row, fields) for row in _rows("sections.csv")},
        words={
            group: {row["word"]: _words(row) for row in words if row["group"] == group}
            for group in dict.fromkeys(row["group"] for row in words)
        },
        kinds={row["kind"]: _kind(row) for row in _rows("kinds.csv")},
        groups={row["group"]: _words(row) for row in _rows("groups.csv")},
        messages={row["code"]: _message(row) for row in _rows("messages.csv")},
    )


def _rows(name: str) -> list[Row]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _words(row: Row) -> Words:
    return Words(row["zh"], row["en"])


def _field(row: Row) -> Field:
    return Field(
        section=row["section"],
        name=row["field"],
        attr=row["attr"],
        type=row["type"],
        of=row["of"],
        required=row["presence"] == "required",
        words=_words(row),
    )


def _section(row: Row, fields: list[Field]) -> Section:
    own = {field.name: field for field in fields if field.section == row["section"]}
    return Section(row["section"], row["key"], _words(row), own)


def _kind(row: Row) -> Kind:
    return Kind(row["kind"], row["group"], row["ledger"], _words(row))


def _message(row: Row) -> Message:
    return Message(
        row["code"],
        Words(row["message_zh"], row["message_en"]),
        Words(row["cure_zh"], row["cure_en"]),
    )
