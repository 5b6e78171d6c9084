"""What a spreadsheet would do, row by row, and problems in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from shigu.engine.pack.problems import Problem
from shigu.engine.pack.upload import Upload


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of a row: ``new``, ``changed`` or ``same``."""

    number: int
    code: str
    name: str
    state: str
    changes: tuple[Change, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows and all problems of a spreadsheet; with a problem nothing may be written."""

    upload: Upload
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def problem_of(
    table: str, row: int, column: str | None, code: str, said: str, cure: str, *words: object
) -> Problem:
    """A problem in both languages; ``words`` go into what is said."""
    told = []
    for language in ("zh-hans", "en"):
        with override(language):
            told.append((_(said) % words if words else _(said), _(cure)))
    (said_zh, cure_zh), (said_en, cure_en) = told
    return Problem(table, row, column, code, said_zh, said_en, cure_zh, cure_en)


def plain(value: Any) -> Any:
    """A cell as JSON can hold it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
