"""A problem of a pack: where it is, what is wrong and the cure, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.pack.schema import schema

PACKAGE = "datapackage"
"""What ``Problem.table`` says when the problem lies in ``datapackage.yaml`` or the directory."""


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` is the row a spreadsheet shows (the header is 1); ``None`` = the whole table."""

    table: str
    row: int | None
    column: str | None
    code: str
    message_zh: str
    message_en: str
    cure_zh: str
    cure_en: str

    def line(self, lang: str = "zh") -> str:
        """The problem in one line: where, what, cure; ``lang`` is zh or en."""
        place = " ".join((self.table, *self.place(lang)))
        if lang == "zh":
            return f"{place}：{self.message_zh}。{self.cure_zh}。[{self.code}]"
        return f"{place}: {self.message_en}. {self.cure_en}. [{self.code}]"

    def place(self, lang: str) -> tuple[str, ...]:
        """Row and column within the table, as far as the problem has them."""
        row = f"第 {self.row} 行" if lang == "zh" else f"row {self.row}"
        return tuple(
            part
            for part, known in ((row, self.row), (self.column or "", self.column))
            if known is not None
        )


class PackError(ValueError):
    """The pack has problems and cannot be read."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"the pack has {len(problems)} problem(s), first: {problems[0]}")


def problem(
    code: str, table: str, row: int | None = None, column: str | None = None, **words: object
) -> Problem:
    """The problem ``code`` at its place, its message filled in with ``words``.

    Raises:
        KeyError: ``code`` is not in ``schema/messages.csv``, or a placeholder has no word.
    """
    message = schema().messages[code]
    given = {"table": table, "column": column, **words}
    return Problem(
        table=table,
        row=row,
        column=column,
        code=code,
        message_zh=message.message_zh.format_map(given),
        message_en=message.message_en.format_map(given),
        cure_zh=message.cure_zh.format_map(given),
        cure_en=message.cure_en.format_map(given),
    )


def to_json(found: Problem) -> dict[str, str | int | None]:
    """The shape that ``pack validate --json`` prints."""
    return {
        "table": found.table,
        "row": found.row,
        "column": found.column,
        "code": found.code,
        "message_zh": found.message_zh,
        "message_en": found.message_en,
        "cure": found.cure_zh,
        "cure_en": found.cure_en,
    }


def plain(number: float) -> str:
    """Digits without exponent or superfluous zeros."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
