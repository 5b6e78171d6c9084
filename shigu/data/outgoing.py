"""Tables as files: blank forms, and rows to be changed and brought again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shigu.data.kept import Kept
from shigu.data.working import cell_of
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.working import Working
from shigu.engine.pack.upload import blank_workbook

MOST_OFFERED = 500


def blank_of(actor: Actor, of: Kept | Working) -> bytes:
    """The blank form; that of work lists the names that its columns may hold."""
    if isinstance(of, Kept):
        return blank_workbook(of.table)
    seats = District.objects.filter(pk__in=actor.writable.get(of.data_class, frozenset()))
    home = seats.order_by("pk").first()
    offered = {
        name: list(reference.offered(actor, home))[:MOST_OFFERED]
        for name, reference in of.references.items()
        if reference.offered and home is not None
    }
    return blank_workbook(of.table, of.rules, offered)


def rows_out(
    actor: Actor, working: Working, district: District
) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and rows of what the district may bring again; brought back, nothing changes."""
    names = [name for name in working.table.names if name != "id"]
    return names, _rows(actor, working, district, names)


def _rows(
    actor: Actor, working: Working, district: District, names: list[str]
) -> Iterator[list[Any]]:
    codes = {
        field.name: {each.value: each.zh for each in working.rules.enums[field.enum]}
        for field in working.table.fields
        if field.enum
    }
    for row in working.rows(actor, district):
        standing = {**working.standing(actor, row, {}), "district": district.name_zh}
        cells = {name: cell_of(working, name, standing[name]) for name in names}
        yield [_said(codes.get(name, {}), cell) for name, cell in cells.items()]


def _said(codes: Mapping[str, str], cell: Any) -> Any:
    """Values in Chinese, lists as a cell holds them."""
    return ";".join(cell) if isinstance(cell, list) else codes.get(str(cell), cell)


def cells_out(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """Rows of a pack's table as cells; lists as packs write them."""
    for row in rows:
        yield [";".join(cell) if isinstance(cell, list) else cell for cell in row]
