"""Which column of a table is which field of an organisation."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from shigu.scale.refusals import TableRefused

NAMES = Path(__file__).with_name("columns.csv")


def meant(header: Sequence[str], names: Path = NAMES) -> dict[str, str]:
    """Field → column. Of several names of one field the first in ``names`` is taken.

    Raises:
        TableRefused: there is no column of identifiers, or none of text.
    """
    tidy = {name.strip().strip("\ufeff").casefold(): name for name in reversed(header)}
    with names.open(encoding="utf-8", newline="") as file:
        known = [(row["name"], row["field"]) for row in csv.DictReader(file)]
    found: dict[str, str] = {}
    for name, field in known:
        if name in tidy:
            found.setdefault(field, tidy[name])
    if "id" not in found or not {"name", "scope", "products"} & set(found):
        columns = "、".join(header) or "—"
        zh = f"要有 uscc（或 id）与 name、business_scope、products 之一；现有的列：{columns}"
        en = f"needs uscc (or id) and one of name, business_scope, products; it has: {columns}"
        raise TableRefused(zh, en)
    return found


def fields(batch: pa.RecordBatch, columns: dict[str, str]) -> pa.RecordBatch:
    """The fields as strings, of the rows that have an identifier."""
    texts = [batch.column(column).cast(pa.string()) for column in columns.values()]
    chosen = pa.RecordBatch.from_arrays(texts, names=list(columns))
    return chosen.filter(identified(chosen.column("id")))


def identified(ids: pa.Array) -> pa.Array:
    """Which identifiers are more than white space, as booleans."""
    filled = pc.fill_null(ids.cast(pa.string()), "")
    return pc.not_equal(pc.utf8_trim_whitespace(filled), "")
