"""One pass over a pack: its files, its tables, and every problem in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from shigu.engine.pack.cells import clean
from shigu.engine.pack.constraints import check_cells
from shigu.engine.pack.convert import convert
from shigu.engine.pack.credit_code import check_credit_codes
from shigu.engine.pack.encoding import decode
from shigu.engine.pack.files import DESCRIPTOR, PackFiles, read_files
from shigu.engine.pack.identity import check_identity
from shigu.engine.pack.package import Package, read_package
from shigu.engine.pack.parse import ROW, Parsed, parse
from shigu.engine.pack.periods import check_periods
from shigu.engine.pack.places import (
    Feature,
    check_agreements,
    check_division_codes,
    check_positions,
    read_geometries,
)
from shigu.engine.pack.plausible import check_plausible
from shigu.engine.pack.problems import PACKAGE, Problem, problem
from shigu.engine.pack.references import check_references
from shigu.engine.pack.rules import check_pools, check_projects, check_roles, check_spaces
from shigu.engine.pack.schema import Schema, Table, schema
from shigu.engine.pack.sheet import Sheet, Sheets
from shigu.engine.pack.trees import check_links, check_supplies, check_trees


@dataclass(frozen=True, slots=True)
class Examination:
    package: Package
    files: PackFiles
    sheets: Sheets
    geometries: Mapping[str, Feature]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Findings:
    sheets: dict[str, Sheet] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    broken: set[tuple[str, int | None]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def examine(directory: Path) -> Examination:
    """Read and check the pack in ``directory``.

    Raises:
        OSError: a file cannot be read.
    """
    if not (directory / DESCRIPTOR).is_file():
        return _without_descriptor(directory)
    return examine_files(read_files(directory))


def examine_files(files: PackFiles) -> Examination:
    """Read and check a pack whose files are at hand."""
    rules = schema()
    package, problems = read_package(files, rules)
    found = _Findings(problems=problems, unread={found.table for found in problems})
    for name, table in rules.tables.items():
        if name in package.paths:
            _read_table(found, files.contents[package.paths[name]], table)
    geometries = _check(found, files, rules)
    order = [PACKAGE, *rules.tables]
    kept = sorted(found.problems, key=lambda item: _place(item, order))
    return Examination(package, files, found.sheets, geometries, tuple(kept))


def _without_descriptor(directory: Path) -> Examination:
    code = "package-missing" if directory.is_dir() else "directory-missing"
    problems = (problem(code, PACKAGE, value=directory),)
    return Examination(Package(), PackFiles({}, ()), {}, {}, problems)


def _read_table(found: _Findings, content: bytes, table: Table) -> None:
    text = decode(content, table.name)
    parsed = parse(text, table) if isinstance(text, str) else Parsed(None, [text])
    found.problems += parsed.problems
    if parsed.frame is None:
        found.unread.add(table.name)
        return
    found.broken |= {(table.name, row) for row in parsed.broken}
    texts, unclean = clean(parsed.frame, table.name)
    typed, untyped = convert(texts, table)
    found.problems += [item for item in unclean + untyped if _place_of(item) not in found.broken]
    present = frozenset(texts.columns) - {ROW}
    filled = texts.drop(ROW).select(pl.all().is_not_null())
    found.sheets[table.name] = Sheet(table, typed, present, filled)


def _check(found: _Findings, files: PackFiles, rules: Schema) -> Mapping[str, Feature]:
    unread = frozenset(found.unread)
    checks: list[Problem] = []
    for sheet in found.sheets.values():
        checks += check_cells(sheet, rules)
        checks += check_identity(sheet)
        checks += check_references(sheet, found.sheets, unread)
        checks += check_periods(sheet, rules)
        checks += check_trees(sheet)
        checks += check_positions(sheet)
        checks += check_plausible(sheet, rules)
    checks += _check_kinds(found.sheets, files, rules)
    geometries: Mapping[str, Feature] = {}
    if "zones" in found.sheets:
        geometries, unfound = read_geometries(found.sheets["zones"], files)
        checks += unfound
    found.problems += [item for item in checks if _place_of(item) not in found.broken]
    return geometries


def _check_kinds(sheets: Sheets, files: PackFiles, rules: Schema) -> Iterator[Problem]:
    """The checks that belong to one table only."""
    empty: tuple[Problem, ...] = ()
    by_table = {
        "districts": check_division_codes,
        "links": check_links,
        "organisations": check_credit_codes,
        "spaces": check_spaces,
        "projects": check_projects,
        "layout_roles": check_roles,
    }
    for name, check in by_table.items():
        yield from check(sheets[name]) if name in sheets else empty
    if "supplies" in sheets:
        yield from check_supplies(sheets["supplies"], sheets)
    if "pools" in sheets:
        yield from check_pools(sheets["pools"], rules)
    if "agreements" in sheets:
        yield from check_agreements(sheets["agreements"], files)


def _place_of(item: Problem) -> tuple[str, int | None]:
    return item.table, item.row


def _place(item: Problem, order: list[str]) -> tuple[int, int]:
    table = order.index(item.table) if item.table in order else len(order)
    return table, item.row or 0
