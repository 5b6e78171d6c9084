"""A pack from tables that never were files, such as those of a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from shigu.engine.hints import hints
from shigu.engine.pack.convert import dtype
from shigu.engine.pack.files import pack_hash
from shigu.engine.pack.places import Feature
from shigu.engine.pack.problems import PackError, Problem, problem
from shigu.engine.pack.read import Pack
from shigu.engine.pack.schema import Field, Table, schema
from shigu.engine.pack.serialise import pack_files


def pack_of(
    tables: Mapping[str, pl.DataFrame],
    name: str,
    version: str,
    title_zh: str,
    title_en: str,
    created: date,
    geometries: Mapping[str, Feature],
    documents: Mapping[str, bytes] | None = None,
) -> Pack:
    """The pack of ``tables``; what is missing is empty, an empty text or list is null.

    Rows keep their order, which the hash does not see: equal rows give an equal hash, whatever
    their order. Nothing is checked here but names and types; see ``validate_pack``.

    Raises:
        PackError: a table or column that packs do not have, or a document that leads outside.
        TypeError: a column that cannot be brought to its type without loss.
    """
    strange = tuple(_strange(tables))
    if strange:
        raise PackError(strange)
    pack = Pack(
        name=name,
        version=version,
        title_zh=title_zh,
        title_en=title_en,
        created=created,
        hash="",
        tables={
            known.name: _frame(tables.get(known.name, pl.DataFrame()), known)
            for known in schema().tables.values()
        },
        geometries=geometries,
        documents=documents or {},
    )
    return replace(pack, hash=content_hash(pack))


def content_hash(pack: Pack) -> str:
    """SHA-256 of the pack's canonical files with the rows of each table in order of id."""
    ordered = {name: _in_order(table) for name, table in pack.tables.items()}
    return pack_hash(pack_files(replace(pack, tables=ordered)))


def _in_order(table: pl.DataFrame) -> pl.DataFrame:
    """By id, and rows that share one by all else, so that no order is left to chance."""
    texts = [
        pl.col(name).list.join(";") if kind == pl.List(pl.String) else pl.col(name)
        for name, kind in table.schema.items()
    ]
    return table.sort(texts, nulls_last=True)


def _strange(tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    known = schema().tables
    for name, frame in tables.items():
        if name not in known:
            yield problem("table-unknown", name, None, None, value=name, **hints(name, known))
            continue
        names = known[name].names
        for column in frame.columns:
            if column not in names:
                words = {**hints(column, names), "place_zh": "", "place_en": ""}
                yield problem("column-unknown", name, 1, column, **words)


def _frame(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    return pl.DataFrame([_column(frame, field, table) for field in table.fields])


def _column(frame: pl.DataFrame, field: Field, table: Table) -> pl.Series:
    if field.name not in frame.columns:
        return pl.Series(field.name, [None] * frame.height, dtype(field))
    given = frame[field.name]
    try:
        typed = given.cast(dtype(field))
    except pl.exceptions.PolarsError as error:
        place = f"{table.name}.{field.name}"
        raise TypeError(f"{place}: {given.dtype} is not {dtype(field)}") from error
    if field.type == "list":
        return typed.set(typed.list.len() == 0, None)
    return typed.set(typed == "", None) if typed.dtype == pl.String else typed
