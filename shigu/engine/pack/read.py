"""A sound pack as typed tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from shigu.engine.pack.convert import dtype
from shigu.engine.pack.examine import Examination, examine
from shigu.engine.pack.files import pack_hash
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.places import Feature
from shigu.engine.pack.problems import PackError, Problem
from shigu.engine.pack.schema import Table, schema

__all__ = ["Pack", "PackError", "Problem", "pack_from", "read_pack"]


@dataclass(frozen=True, slots=True)
class Pack:
    """``tables`` holds every table of the schema, empty where the pack has none; columns are
    String, Float64, Int64, Date (a month is its first day), Boolean or List(String).
    ``geometries`` are GeoJSON features by ``file#id``; ``documents`` are the files that
    agreements name, by path."""

    name: str
    version: str
    title_zh: str
    title_en: str
    created: date
    hash: str
    tables: Mapping[str, pl.DataFrame]
    geometries: Mapping[str, Feature]
    documents: Mapping[str, bytes] = field(default_factory=dict)


def read_pack(directory: Path) -> Pack:
    """Read the pack in ``directory``.

    Raises:
        PackError: the pack has at least one problem; all of them are in ``problems``.
        OSError: a file cannot be read.
    """
    return pack_from(examine(directory))


def pack_from(found: Examination) -> Pack:
    """The pack that was examined.

    Raises:
        PackError: it has at least one problem; all of them are in ``problems``.
    """
    if found.problems:
        raise PackError(found.problems)
    package = found.package
    return Pack(
        name=package.name,
        version=package.version,
        title_zh=package.title_zh,
        title_en=package.title_en,
        created=package.created,
        hash=pack_hash(found.files),
        tables={table.name: _frame(found, table) for table in schema().tables.values()},
        geometries=found.geometries,
        documents=_documents(found),
    )


def _frame(found: Examination, table: Table) -> pl.DataFrame:
    if table.name in found.sheets:
        return found.sheets[table.name].frame.drop(ROW)
    return pl.DataFrame(schema={field.name: dtype(field) for field in table.fields})


def _documents(found: Examination) -> dict[str, bytes]:
    if "agreements" not in found.sheets:
        return {}
    names = found.sheets["agreements"].frame["file"].unique(maintain_order=True)
    return {name: found.files.contents[name] for name in names}
