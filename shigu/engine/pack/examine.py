"""One pass over a pack: its files, its tables, and every problem in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
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
from shigu.engine.pack.references import Known, check_references, known_in
from shigu.engine.pack.rules import check_pools, check_projects, check_roles, check_spaces
from shigu.engine.pack.said import check_ownerships, check_signals
from shigu.engine.pack.schema import Schema, Table, schema
from shigu.engine.pack.sets import check_preferences, check_sets
from shigu.engine.pack.sheet import Sheet, Sheets
from shigu.engine.pack.trees import check_links, check_phases, check_supplies, check_trees


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
    found.sheets[table.name], untyped = typed(parsed.frame, table)
    found.problems += [item for item in untyped if _place_of(item) not in found.broken]


def typed(frame: pl.DataFrame, table: Table) -> tuple[Sheet, list[Problem]]:
    """A frame of texts as a sheet, and every cell that is not clean or not of its type."""
    texts, unclean = clean(frame, table.name)
    values, untyped = convert(texts, table)
    filled = texts.drop(ROW).select(pl.all().is_not_null())
    return Sheet(table, values, frozenset(texts.columns) - {ROW}, filled), unclean + untyped


def _check(found: _Findings, files: PackFiles, rules: Schema) -> Mapping[str, Feature]:
    known = partial(known_in, found.sheets, frozenset(found.unread))
    checks: list[Problem] = []
    for sheet in found.sheets.values():
        checks += check_sheet(sheet, known, rules)
    if "supplies" in found.sheets:
        checks += check_supplies(found.sheets["supplies"], found.sheets)
    if "projects" in found.sheets:
        checks += check_preferences(found.sheets["projects"], found.sheets)
    if "agreements" in found.sheets:
        checks += check_agreements(found.sheets["agreements"], files)
    geometries: Mapping[str, Feature] = {}
    if "zones" in found.sheets:
        geometries, unfound = read_geometries(found.sheets["zones"], files)
        checks += unfound
    found.problems += [item for item in checks if _place_of(item) not in found.broken]
    return geometries


def check_sheet(sheet: Sheet, known: Known, rules: Schema) -> Iterator[Problem]:
    """All that can be said of one table by itself and by what it may point to."""
    yield from check_cells(sheet, rules)
    yield from check_identity(sheet)
    yield from check_references(sheet, known)
    yield from check_periods(sheet, rules)
    yield from check_trees(sheet)
    yield from check_positions(sheet)
    yield from check_plausible(sheet, rules)
    if sheet.table.name in OF_ONE_TABLE:
        yield from OF_ONE_TABLE[sheet.table.name](sheet, rules)


OF_ONE_TABLE: Mapping[str, Callable[[Sheet, Schema], Iterator[Problem]]] = {
    "districts": lambda sheet, _: check_division_codes(sheet),
    "links": lambda sheet, _: check_links(sheet),
    "organisations": lambda sheet, _: check_credit_codes(sheet),
    "spaces": lambda sheet, _: chain(check_spaces(sheet), check_sets(sheet)),
    "projects": lambda sheet, _: chain(check_projects(sheet), check_phases(sheet)),
    "layout_roles": lambda sheet, _: check_roles(sheet),
    "pools": check_pools,
    "ownerships": lambda sheet, _: check_ownerships(sheet),
    "signals": lambda sheet, _: check_signals(sheet),
}


def _place_of(item: Problem) -> tuple[str, int | None]:
    return item.table, item.row


def _place(item: Problem, order: list[str]) -> tuple[int, int]:
    table = order.index(item.table) if item.table in order else len(order)
    return table, item.row or 0
