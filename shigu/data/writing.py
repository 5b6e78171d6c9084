"""Writing the rows of an import: tables of packs by their put, work by its verbs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from shigu.data.kept import BROUGHT, PUT, WORKING
from shigu.data.models import Import, ImportRow
from shigu.data.sheets import rows_of
from shigu.data.working import Done, written
from shigu.districts.actors import Actor
from shigu.districts.packrows import Outcome, Row
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.upload import Upload

CHUNK = 1_000
ACTS = 50
"""Rows of a working table between which one may stop."""


def parts_of(upload: Upload) -> list[Sequence[Row]]:
    """Chunks, between which one may stop; rows that may point to each other stay together."""
    rows = rows_of(upload)
    fields = BROUGHT[upload.table].table.fields
    if any(field.reference == f"{upload.table}.id" for field in fields):
        return [rows]
    size = ACTS if upload.table in WORKING else CHUNK
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def alone(brought: Import) -> None:
    """Wait for another import of the table in the district: of the same rows one is made."""
    with connection.cursor() as cursor:
        key = (f"data.import {brought.table}", brought.district_id)
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", key)


def put_rows(actor: Actor, brought: Import, rows: Sequence[Row]) -> Outcome:
    """Write some rows.

    Raises:
        Refused, UnknownReference, NotTaken: one of them is not taken.
    """
    if brought.table not in WORKING:
        return PUT[brought.table](actor, brought.table, rows, reason=brought.reason)
    outcome = Outcome()
    kept = {"new": outcome.created, "changed": outcome.changed, "same": outcome.same}
    addresses: dict[int, str] = {}
    for row in rows:
        done = written(actor, WORKING[brought.table], brought.district, row, brought.reason)
        kept[done.state].append(str(row[ROW]))
        addresses[row[ROW]] = _address(done)
    _tell_where(brought, addresses)
    return outcome


def _address(done: Done) -> str:
    told = getattr(done.row, "get_absolute_url", None)
    return told() if told else ""


def _tell_where(brought: Import, addresses: dict[int, str]) -> None:
    """Let the receipt lead to what was made."""
    lines = list(ImportRow.objects.filter(import_of=brought, number__in=addresses))
    for line in lines:
        line.address = addresses[line.number or 0]
    ImportRow.objects.bulk_update(lines, ["address"])
