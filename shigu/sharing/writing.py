"""Lines by the million: written in blocks of columns, copied into the ledgers inside the database.

``COPY`` into a table is closed where row-level security is on, so a block goes in as arrays that
``unnest`` turns into rows; the fence looks at each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
from django.db import connection

from shigu.sharing.models import (
    Contribution,
    FiscalEntry,
    Run,
    SettledLine,
    StatisticsEntry,
    TaxBatch,
)
from shigu.sharing.models.ledgers import NUMBERED
from shigu.sharing.taxes.matching import Collected

BLOCK = 50_000
TYPES = {
    "year": "smallint",
    **dict.fromkeys(("ledger", "rule", "clause", "firm", "kind", "party", "reasons"), "text"),
    **dict.fromkeys(("base_fen", "collected_fen", "entitled_fen", "transfer_fen"), "bigint"),
}
KEY_OF_LINE = "({prefix} || lpad(to_hex({number}), 8, '0'))::uuid"
INSERT = """
INSERT INTO {table} (id, agreement_id, district_id, run_id, {columns})
SELECT {key}, %s, %s, %s, {values}
FROM unnest({arrays}) WITH ORDINALITY AS block({columns}, ordinality)
"""
COLLECTED = (
    *("organisation", "year", "month", "kind"),
    *("gross_fen", "local_fen", "regime", "evidence"),
)
CONTRIBUTE = """
INSERT INTO {table} (id, district_id, batch_id, organisation_id, year, month, kind,
                     gross_fen, local_fen, regime_id, evidence)
SELECT gen_random_uuid(), %s, %s, block.*
FROM unnest(%s::bigint[], %s::smallint[], %s::smallint[], %s::text[],
            %s::bigint[], %s::bigint[], %s::bigint[], %s::text[]) AS block
"""
LEDGERS: dict[str, Any] = {"fiscal": FiscalEntry, "statistics": StatisticsEntry}
STANDING = """
SELECT e.* FROM {table} e
WHERE e.agreement_id = %(agreement)s AND e.year = %(year)s AND e.reverses IS NULL
  AND NOT EXISTS (SELECT FROM {table} r WHERE r.reverses = e.id)
"""
"""Entries of a year that nothing has taken back."""
ALIKE = " AND ".join(f"a.{column} = b.{column}" for column in NUMBERED)
POST = """
WITH standing AS MATERIALIZED ({standing}),
lines AS MATERIALIZED (
    SELECT * FROM sharing_settledline WHERE run_id = %(run)s AND ledger = %(ledger)s
), gone AS (
    SELECT a.*, row_number() OVER (ORDER BY a.id) AS place FROM standing a
    WHERE NOT EXISTS (SELECT FROM lines b WHERE {alike})
), fresh AS (
    SELECT a.* FROM lines a WHERE NOT EXISTS (SELECT FROM standing b WHERE {alike})
)
INSERT INTO {table} (id, agreement_id, district_id, run_id, posted_at, reverses, {columns})
SELECT {key}, agreement_id, district_id, %(run)s, %(at)s, id, year, rule, clause, firm, kind,
       party, -base_fen, -collected_fen, -entitled_fen, -transfer_fen, reasons FROM gone
UNION ALL
SELECT id, agreement_id, district_id, %(run)s, %(at)s, NULL, {columns} FROM fresh
"""


def write_lines(run: Run, lines: pl.DataFrame, go_on: Callable[[float], object]) -> None:
    """Write the lines of a settlement; ``go_on`` is told the part done before each block."""
    columns = ["ledger", *NUMBERED]
    values = [
        "coalesce(string_to_array(nullif(reasons, ''), ';'), '{}')" if c == "reasons" else c
        for c in columns
    ]
    statement = INSERT.format(
        table=SettledLine._meta.db_table,
        columns=", ".join(columns),
        values=", ".join(values),
        arrays=", ".join(f"%s::{TYPES[column]}[]" for column in columns),
        key=KEY_OF_LINE.format(prefix="%s", number="ordinality + %s"),
    )
    flat = lines.with_columns(pl.col("reasons").list.join(";")).select(columns)
    with connection.cursor() as cursor:
        for start in range(0, flat.height, BLOCK):
            go_on(start / flat.height)
            block = flat.slice(start, BLOCK)
            arrays: list[Any] = [block[column].to_list() for column in columns]
            of: list[Any] = [run.agreement_id, run.district_id, run.pk]
            cursor.execute(statement, [prefix(run), start, *of, *arrays])


def post_entries(run: Run) -> None:
    """Bring both ledgers to what the settlement says: take back what differs, write it anew."""
    with connection.cursor() as cursor:
        reversals = run.lines or 0
        for ledger, model in LEDGERS.items():
            statement = POST.format(
                table=model._meta.db_table,
                standing=STANDING.format(table=model._meta.db_table),
                columns=", ".join(NUMBERED),
                alike=ALIKE,
                key=KEY_OF_LINE.format(prefix="%(prefix)s", number="place + %(reversals)s"),
            )
            given: dict[str, Any] = {
                "agreement": run.agreement_id,
                "year": run.period.year,
                "run": run.pk,
                "ledger": ledger,
                "at": run.posted_at,
                "prefix": prefix(run),
                "reversals": reversals,
            }
            cursor.execute(statement, given)


def write_contributions(batch: TaxBatch, rows: Sequence[Collected]) -> None:
    """Write what a tax file brings that was not there before."""
    statement = CONTRIBUTE.format(table=Contribution._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BLOCK):
            block = rows[start : start + BLOCK]
            arrays: list[Any] = [[getattr(row, name) for row in block] for name in COLLECTED]
            cursor.execute(statement, [batch.district_id, batch.pk, *arrays])


def prefix(run: Run) -> str:
    """The first 24 digits of the keys of a run's lines."""
    return run.pk.hex[:24]
