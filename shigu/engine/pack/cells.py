"""What spreadsheets and conversions leave in cells: stray blanks, broken formulas, damaged text."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem

BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
INVISIBLE = "[\u0001-\u0008\u000e-\u001f\u200b\u2060\ufeff]"
FORMULA = r"^(#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)|#{3,})$"
DAMAGED = "\ufffd|锟斤拷|烫烫烫"
PATTERNS = {"spreadsheet-error": FORMULA, "mojibake": DAMAGED}
SHOWN = 40
"""How much of a cell a message repeats."""


def clean(frame: pl.DataFrame, table: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Blank cells become null; each cell that had to be mended or dropped is a problem."""
    every = pl.exclude(ROW)
    tidy = frame.with_columns(every.str.replace_all(INVISIBLE, "").str.strip_chars(BLANKS))
    problems: list[Problem] = []
    for code, pattern in PATTERNS.items():
        for name in _columns_with(tidy.select(every.str.contains(pattern).any())):
            problems += _named(frame, name, tidy[name].str.contains(pattern), code, table)
    for name in _columns_with((frame != tidy).select(every.any())):
        problems += _named(frame, name, frame[name] != tidy[name], "whitespace", table)
    useless = (every == "") | every.str.contains(FORMULA)
    return tidy.with_columns(pl.when(~useless).then(every)), problems


def _columns_with(found: pl.DataFrame) -> list[str]:
    return [name for name in found.columns if found[name][0]]


def _named(
    frame: pl.DataFrame, name: str, mask: pl.Series, code: str, table: str
) -> Iterator[Problem]:
    for row, value in frame.filter(mask).select(ROW, name).iter_rows():
        yield problem(code, table, row, name, value=value[:SHOWN])
