"""A spreadsheet against the database: what it would make, change, or run into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_noop, override

from shigu.data.kept import BROUGHT, KEPT, PUT, WORKING, Kept
from shigu.data.lines import Change, Line, Preview, plain, problem_of
from shigu.data.working import preview_work
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import Outcome, Row, UnknownReference, frame
from shigu.districts.policies import Refused
from shigu.engine.pack.header import HEADER_ROW
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem
from shigu.engine.pack.schema import Field
from shigu.engine.pack.upload import Upload, read_upload
from shigu.engine.pack.upload.limits import Limits

MOST_REFUSALS = 50
MOST_ACTS = 5_000
"""Rows of a working table: each is an act, with its notices and its history."""
BOUNDARY = "geometry"


def read(actor: Actor, table: str, filename: str, content: bytes, limits: Limits) -> Upload:
    """The spreadsheet as rows of ``table``, checked against what ``actor`` sees."""
    of = BROUGHT[table]
    if table in WORKING:
        few = replace(limits, rows=MOST_ACTS)
        return read_upload(filename, content, of.table, {}, few, of.rules)
    return read_upload(filename, content, of.table, Known(actor), limits)


class Known(Mapping[str, AbstractSet[str]]):
    """What exists, by ``table.field``; looked up when it is first asked for."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._found: dict[str, AbstractSet[str]] = {}

    def __getitem__(self, reference: str) -> AbstractSet[str]:
        if reference not in self._found:
            self._found[reference] = self._look_up(reference)
        return self._found[reference]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def _look_up(self, reference: str) -> AbstractSet[str]:
        table, _dot, name = reference.partition(".")
        rows: Any = KEPT[table].rows(self._actor)
        if table == "districts":
            rows = rows.exclude(level=District.Level.OFFICE)
        column = "code" if name == "id" else name
        return set(rows.exclude(**{column: ""}).values_list(column, flat=True))


def preview(actor: Actor, district: District, upload: Upload) -> Preview:
    """What the rows would do. They are written once for a try and taken back."""
    if upload.table in WORKING:
        return preview_work(actor, WORKING[upload.table], district, upload)
    kept = KEPT[upload.table]
    problems = [*upload.problems, *_boundaries(upload)]
    faulty = {problem.row for problem in problems}
    whole = not faulty.isdisjoint({None, HEADER_ROW})
    rows = [] if whole else [row for row in rows_of(upload) if row[ROW] not in faulty]
    outcome, refusals = rehearse(actor, upload.table, rows)
    problems = sorted([*problems, *refusals], key=lambda problem: problem.row or 0)
    lines = () if problems else tuple(_lines(actor, kept, upload, outcome))
    return Preview(upload, lines, tuple(problems))


def rows_of(upload: Upload) -> list[Row]:
    """The rows with the columns that the file has; others stay as they are."""
    names = [name for name in upload.rows.columns if name in {*upload.columns, ROW, "id"}]
    return [
        {name: value for name, value in row.items() if name != BOUNDARY}
        for row in upload.rows.select(names).iter_rows(named=True)
    ]


def rehearse(actor: Actor, table: str, rows: Sequence[Row]) -> tuple[Outcome, list[Problem]]:
    """Write ``rows`` and take it back: what it would do, or which rows are refused and why."""
    if not rows:
        return Outcome(), []
    outcome, error = _tried(actor, table, rows)
    if error is None:
        return outcome, []
    if len(rows) == 1 or KEPT[table].table.tree:
        return Outcome(), [_refusal(actor, table, rows[0], error)]
    middle = len(rows) // 2
    _first, problems = rehearse(actor, table, rows[:middle])
    if len(problems) < MOST_REFUSALS:
        problems += rehearse(actor, table, rows[middle:])[1]
    return Outcome(), problems or [_refusal(actor, table, rows[0], error)]


def _tried(actor: Actor, table: str, rows: Sequence[Row]) -> tuple[Outcome, Exception | None]:
    """Everything inside a savepoint that is always rolled back."""
    try:
        with transaction.atomic():
            outcome = PUT[table](actor, table, rows)
            connection.check_constraints()
            transaction.set_rollback(True)
            return outcome, None
    except (Refused, UnknownReference, DatabaseError) as error:
        return Outcome(), error


def _refusal(actor: Actor, table: str, row: Row, error: Exception) -> Problem:
    if isinstance(error, Refused):
        cure = gettext_noop("删去这一行，或请有权的同事导入")
        told = problem_of(table, row[ROW], None, "refused", str(error), cure)
        return replace(told, message_en=_in_english(actor, table, row) or str(error))
    if isinstance(error, UnknownReference):
        said, cure = (
            gettext_noop("所指的行不存在：%s"),
            gettext_noop("先导入它所指的行，或改正编号"),
        )
        return problem_of(table, row[ROW], None, "reference-unknown", said, cure, error)
    said, named = _conflict(table, error)
    cure = gettext_noop("在库里查到那一行，核对后改正")
    return problem_of(table, row[ROW], None, "conflict", said, cure, named)


def _in_english(actor: Actor, table: str, row: Row) -> str:
    """The same refusal, asked for in English."""
    with override("en"):
        _outcome, error = _tried(actor, table, [row])
    return str(error or "")


def _conflict(table: str, error: Exception) -> tuple[str, str]:
    """Which columns clash. The database itself tells no values: they may be another's secret."""
    diagnosis = getattr(error.__cause__, "diag", None)
    broken = diagnosis.constraint_name if diagnosis else None
    of = KEPT[table]
    for constraint in of.model._meta.constraints:
        if constraint.name == broken and isinstance(constraint, UniqueConstraint):
            columns = [of.table.field(name).zh for name in constraint.fields]
            return gettext_noop("%s 已被另一行占用"), "、".join(columns)
    return gettext_noop("不符合约束 %s"), str(broken or error)


def _boundaries(upload: Upload) -> Iterator[Problem]:
    if BOUNDARY not in upload.columns:
        return
    said = gettext_noop("表格里不能带边界图形")
    cure = gettext_noop("把这一列留空；边界随数据包导入（shigu pack load）")
    for number in upload.rows.drop_nulls(BOUNDARY)[ROW]:
        yield problem_of(upload.table, number, BOUNDARY, "boundary", said, cure)


def _lines(actor: Actor, kept: Kept, upload: Upload, outcome: Outcome) -> Iterator[Line]:
    old = _standing(actor, kept, upload.rows["id"].to_list())
    columns = [field for field in kept.table.fields if field.name in upload.columns]
    created, same = set(outcome.created), set(outcome.same)
    for row in upload.rows.iter_rows(named=True):
        code = row["id"]
        known = old.get(code)
        changes = () if known is None else tuple(_changes(columns, known, row))
        state = "new" if code in created else "same" if code in same else "changed"
        name = row.get("name_zh") or row.get("name") or row.get("title") or ""
        yield Line(row[ROW], code, name, state, changes if state == "changed" else ())


def _standing(actor: Actor, kept: Kept, codes: list[str]) -> dict[str, Row]:
    rows: Any = kept.rows(actor)
    found = frame(rows.filter(code__in=codes), kept.table.name)
    return {row["id"]: row for row in found.iter_rows(named=True)}


def _changes(columns: Sequence[Field], old: Row, new: Row) -> Iterator[Change]:
    for field in columns:
        before, after = old[field.name], new[field.name]
        if before != after and field.name != BOUNDARY:
            yield Change(field.name, plain(before), plain(after))
