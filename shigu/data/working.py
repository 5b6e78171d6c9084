"""Rows of working tables: what each would do, and doing it by the verbs of its app."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from shigu.data.lines import Change, Line, Preview, plain
from shigu.data.masking import HIDDEN, masked
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import Row
from shigu.districts.policies import Refused
from shigu.districts.working import Cells, Misplaced, Unfound, Working
from shigu.engine.pack.header import HEADER_ROW
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem
from shigu.engine.pack.upload import Upload

PLACES = 6
MOST_REFUSALS = 200
NOT_TAKEN = (Misplaced, Refused, ValidationError, DatabaseError)


class NotTaken(ValueError):
    """A row that was taken in the preview is not any more; says which and why."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a row: ``new``, ``changed`` or ``same``, what it is called, values before."""

    state: str
    row: Any
    name: str
    cells: Cells
    before: Mapping[str, Any]


def preview_work(actor: Actor, working: Working, district: District, upload: Upload) -> Preview:
    """Each row is tried in its order, so that later ones may build on it; all is taken back."""
    problems = [masked(working, told) for told in upload.problems]
    faulty = {told.row for told in problems}
    lines: list[Line] = []
    if faulty.isdisjoint({None, HEADER_ROW}):
        rows = [row for row in _whole(working, upload) if row[ROW] not in faulty]
        near = working.near(actor, district)
        with transaction.atomic():
            for row in rows:
                cells = {name: row[name] for name in (ROW, *upload.columns)}
                line = _tried(actor, working, district, row_of(cells), row[ROW], near)
                if isinstance(line, Line):
                    lines.append(line)
                    continue
                problems.append(line)
                if len(problems) >= MOST_REFUSALS:
                    break
            transaction.set_rollback(True)
    problems.sort(key=lambda told: told.row or 0)
    return Preview(upload, () if problems else tuple(lines), tuple(problems))


def _whole(working: Working, upload: Upload) -> Iterator[Row]:
    """The rows without those that lack what is needed: a merged cell is told of at its top."""
    needed = [field.name for field in working.table.fields if field.presence == "value"]
    for row in upload.rows.iter_rows(named=True):
        if all(row[name] is not None for name in needed):
            yield row


def row_of(row: Row) -> Cells:
    """The cells as verbs take them: numbers exact, and nothing of the sheet's own."""
    apart = {ROW, "id"}
    return {name: _exact(value) for name, value in row.items() if name not in apart}


def _exact(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    number = Decimal(repr(value))
    exponent = number.as_tuple().exponent
    longer = isinstance(exponent, int) and exponent < -PLACES
    return round(number, PLACES) if longer else number


def take(actor: Actor, working: Working, district: District, row: Cells, reason: str) -> Done:
    """Do what one row says, in the name of ``district``.

    Raises:
        Misplaced: a cell cannot be taken, or the row differs from one that does not change.
        Refused, ValidationError: the verb does not take it.
    """
    cells = _read(actor, working, district, row)
    name = _name(working, row, cells)
    found = working.find(actor, district, cells)
    if found is None:
        return Done("new", working.make(actor, district, cells, reason), name, cells, {})
    before = working.standing(actor, found, cells)
    changes = {
        column: value
        for column, value in cells.items()
        if column not in working.table.unique
        and working.says(column, value)
        and _even(value) != _even(before[column])
    }
    if not changes:
        return Done("same", found, name, {}, {})
    if working.change is None:
        raise Misplaced("", str(working.fixed), _("删去这一行，或改成与库里一致"))
    return Done("changed", working.change(actor, found, changes, reason), name, changes, before)


def written(actor: Actor, working: Working, district: District, row: Row, reason: str) -> Done:
    """Do what a row says that was looked over.

    Raises:
        NotTaken: it cannot be done any more; the words hold nothing private.
    """
    try:
        return take(actor, working, district, row_of(row), reason)
    except NOT_TAKEN as error:
        column, said, cure = _told(working, error)
        told = Problem(working.table.name, row[ROW], column, "not-taken", said, said, cure, cure)
        words = {"row": row[ROW], "said": masked(working, told).message_zh}
        raise NotTaken(_("第 %(row)s 行：%(said)s") % words) from None


def _even(value: Any) -> Any:
    """Texts without what spreadsheets do to their lines."""
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.strip().splitlines())
    return value


def _read(actor: Actor, working: Working, district: District, row: Cells) -> dict[str, Any]:
    """The cells with the rows that they name, and what empty ones mean."""
    cells = dict(row)
    _of_this_district(district, cells.pop("district", None))
    for name, value in cells.items():
        if value is None:
            cells[name] = working.emptied(name)
        elif isinstance(value, str) and (column := working.column(name)) and column.choices:
            cells[name] = column.to_python(value)
        elif name in working.references:
            find = working.references[name].find
            cells[name] = _named(name, value, partial(find, actor, district))
    return cells


def _named(column: str, value: Any, find: Callable[[str], Any]) -> Any:
    try:
        return [find(each) for each in value] if isinstance(value, list) else find(value)
    except Unfound as error:
        if error.several:
            said = _("不止一项叫“%s”") % error.name
            raise Misplaced(column, said, _("照空白表“取值”一页写，或写编号")) from error
        near = _("（是不是“%s”？）") % error.near[0] if error.near else ""
        raise Misplaced(
            column,
            _("没有唯一对应“%(name)s”的一项%(near)s") % {"name": error.name, "near": near},
            _("写全称、编号或账号；您看不到的不能引用"),
        ) from error


def _of_this_district(district: District, told: str | None) -> None:
    """One import is the work of one district: its readers see the rows, and no others do."""
    if told and told not in {district.code, district.name_zh, district.name_en}:
        raise Misplaced(
            "district",
            _("这份表登记到%(district)s，这一行写的是%(told)s")
            % {"district": district.name, "told": told},
            _("别的区县另传一份，上传时选那个区县"),
        )


def _tried(
    actor: Actor,
    working: Working,
    district: District,
    row: Cells,
    number: int,
    near: Callable[[Cells], str],
) -> Line | Problem:
    """Do it inside a savepoint; what is refused is told in both languages."""
    try:
        with transaction.atomic():
            done = take(actor, working, district, row, _("预览"))
            connection.check_constraints()
    except NOT_TAKEN as error:
        zh = _told(working, error)
        en = _in_english(actor, working, district, row) or zh
        column = zh[0] or None
        told = Problem(working.table.name, number, column, "not-taken", zh[1], en[1], zh[2], en[2])
        return masked(working, told)
    changes = tuple(_changes(working, done)) if done.state == "changed" else ()
    remark = near(row) if done.state == "new" else ""
    return Line(number, "", done.name, done.state, changes, remark)


def _in_english(
    actor: Actor, working: Working, district: District, row: Cells
) -> tuple[str, str, str] | None:
    with override("en"):
        try:
            with transaction.atomic():
                take(actor, working, district, row, "preview")
                transaction.set_rollback(True)
        except NOT_TAKEN as error:
            return _told(working, error)
    return None


def _told(working: Working, error: Exception) -> tuple[str, str, str]:
    """Column, what is wrong, and the cure. The database itself tells no values."""
    if isinstance(error, Misplaced):
        return error.column, error.said, error.cure
    if isinstance(error, ValidationError):
        return _invalid(working, error)
    if isinstance(error, Refused):
        return "", str(error), _("照这句话改正，或删去这一行；没有权限的，请有权的同事导入")
    diagnosis = getattr(error.__cause__, "diag", None)
    name = (diagnosis.constraint_name if diagnosis else None) or type(error).__name__
    return "", _("不符合约束 %s") % name, _("在库里查到那一行，核对后改正")


def _invalid(working: Working, error: ValidationError) -> tuple[str, str, str]:
    for column, words in getattr(error, "message_dict", {"": error.messages}).items():
        known = column if column in working.table.names else ""
        return known, "；".join(map(str, words)), _("按“各列怎么填”改正")
    return "", str(error), _("按“各列怎么填”改正")


def _changes(working: Working, done: Done) -> Iterator[Change]:
    for name, after in done.cells.items():
        if name in working.private:
            yield Change(name, HIDDEN, HIDDEN)
        else:
            before = cell_of(working, name, done.before[name])
            yield Change(name, plain(before), plain(cell_of(working, name, after)))


def cell_of(working: Working, name: str, value: Any) -> Any:
    """A value as a spreadsheet says it."""
    if value in (None, "", []):
        return None
    if name in working.references:
        say = working.references[name].cell
        return [say(each) for each in value] if isinstance(value, list) else say(value)
    if isinstance(value, Decimal):
        return float(value)
    return value.strip() if isinstance(value, str) else value


def _name(working: Working, row: Cells, read: Cells) -> str:
    """What the row is called: its own name and what else its key says, but for what is private."""
    key = [column for column in working.table.unique if column not in working.private]
    own = [column for column in ("name", "title") if column in row and column not in key]
    words = (_word(working, column, row.get(column), read.get(column)) for column in own + key)
    return " · ".join(filter(None, words))


def _word(working: Working, column: str, told: Any, read: Any) -> str:
    """The cell as it was written; a code becomes what it stands for."""
    if told and told == getattr(read, "code", None):
        return str(read)
    values = working.rules.enums.get(working.table.field(column).enum, ())
    return next((each.zh for each in values if each.value == told), str(told or ""))
