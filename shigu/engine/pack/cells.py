"""What spreadsheets and conversions leave in cells: stray blanks, broken formulas, damaged text."""

from __future__ import annotations

import polars as pl

from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem

BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
INVISIBLE = "[\u0001-\u0008\u000e-\u001f\u200b\u2060\ufeff]"
FORMULA = r"^(#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)|#{3,})$"
DAMAGED = "\ufffd|锟斤拷|烫烫烫"
SHOWN = 40
"""How much of a cell a message repeats."""


def clean(frame: pl.DataFrame, table: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Blank cells become null; each cell that had to be mended or dropped is a problem."""
    problems: list[Problem] = []
    columns = [frame[ROW]]
    for name in frame.columns[1:]:
        column, found = _clean_column(frame[ROW], frame[name], table)
        columns.append(column)
        problems += found
    return pl.DataFrame(columns), problems


def _clean_column(rows: pl.Series, cells: pl.Series, table: str) -> tuple[pl.Series, list[Problem]]:
    stripped = cells.str.replace_all(INVISIBLE, "").str.strip_chars(BLANKS)
    formula = stripped.str.contains(FORMULA)
    damaged = stripped.str.contains(DAMAGED)
    named = {"whitespace": stripped != cells, "spreadsheet-error": formula, "mojibake": damaged}
    problems = [
        problem(code, table, row, cells.name, value=str(value)[:SHOWN])
        for code, mask in named.items()
        if mask.any()
        for row, value in zip(rows.filter(mask), cells.filter(mask), strict=True)
    ]
    useless = (stripped == "") | formula
    return stripped.set(useless, None) if useless.any() else stripped, problems
