"""The header row: which column is which, and what merged cells left in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shigu.engine.hints import hints, nearest_name
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Field, Table

HEADER_ROW = 1
LEFTOVER = re.compile(r"(unnamed(: ?\d+)?(_level_\d+)?|未命名.*|列\d+|column ?\d+|字段\d+)?", re.I)
TITLE_ROWS = 6
"""How far below a title the real header is looked for."""


def read_header(cells: Sequence[str], table: Table) -> tuple[list[str | None], list[Problem]]:
    """The field of every column (``None`` = not to be read) and the problems of the header."""
    known = header_names(table)
    fields: list[str | None] = []
    problems: list[Problem] = []
    for place, cell in enumerate(cells, 1):
        field = known.get(_tidy(cell))
        if field is not None and field in fields:
            problems.append(problem("header-repeated", table.name, HEADER_ROW, field))
            field = None
        elif field is None and LEFTOVER.fullmatch(cell.strip()):
            problems.append(problem("header-empty", table.name, HEADER_ROW, value=place))
        elif field is None:
            words = hints(_tidy(cell), known)
            words |= {"place_zh": f"（第 {place} 列）", "place_en": f" (column {place})"}
            problems.append(
                problem("column-unknown", table.name, HEADER_ROW, cell.strip(), **words)
            )
        fields.append(field)
    return fields, problems + _missing(cells, fields, table)


def header_names(table: Table) -> dict[str, str]:
    """Every accepted column name, English and Chinese, with the field it stands for."""
    english = {field.name: field.name for field in table.fields}
    titles = {title(field): field.name for field in table.fields}
    headings = {_tidy(heading(field)): field.name for field in table.fields}
    return {**headings, **titles, **{field.zh: field.name for field in table.fields}, **english}


def title(field: Field) -> str:
    """The Chinese name with its unit, as a form shows it."""
    told = not field.unit or field.zh.endswith(")")
    return field.zh if told else f"{field.zh}({field.unit})"


def heading(field: Field) -> str:
    """The Chinese name with its unit and below it the English one, as blank forms have it."""
    return f"{title(field)}\n{field.name}"


def names_of(table: Table, field: str) -> set[str]:
    """Every accepted column name of one field."""
    return {name for name, meant in header_names(table).items() if meant == field}


def title_above(rows: Sequence[Sequence[str]], table: Table) -> int | None:
    """The row of the real header if the first rows are a merged title, else ``None``."""
    if known_cells(rows[0], table) > 1:
        return None
    for place, cells in enumerate(rows[1:TITLE_ROWS], 2):
        if is_header(cells, table):
            return place
    return None


def is_header(cells: Sequence[str], table: Table) -> bool:
    """Whether most of the filled cells are column names."""
    filled = sum(bool(cell.strip()) for cell in cells)
    return filled > 1 and known_cells(cells, table) * 2 > filled


def known_cells(cells: Sequence[str], table: Table) -> int:
    """How many of the cells are column names."""
    known = header_names(table)
    return sum(_tidy(cell) in known for cell in cells)


def _missing(cells: Sequence[str], fields: Sequence[str | None], table: Table) -> list[Problem]:
    strange = [cell for cell, field in zip(cells, fields, strict=True) if field is None]
    meant = {nearest_name(_tidy(cell), header_names(table)) for cell in strange}
    return [
        problem("column-missing", table.name, HEADER_ROW, field.name, hint_zh=field.zh)
        for field in table.fields
        if field.presence != "optional"
        and field.name not in fields
        and not meant & {field.name, field.zh}
    ]


def _tidy(cell: str) -> str:
    return " ".join(cell.split()).replace("（", "(").replace("）", ")")
