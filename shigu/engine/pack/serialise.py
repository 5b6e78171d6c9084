"""A pack as files: one canonical text for each table, however the pack was made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import polars as pl
import yaml

from shigu.engine.pack.files import DESCRIPTOR, PackFiles
from shigu.engine.pack.package import leaves_pack
from shigu.engine.pack.problems import PACKAGE, PackError, Problem, problem
from shigu.engine.pack.read import Pack
from shigu.engine.pack.schema import Field, Table, schema


def pack_files(pack: Pack) -> PackFiles:
    """The files of a pack in order of name, rows in the order they have.

    A table without rows is left out unless every pack must have it.

    Raises:
        PackError: a document or a boundary leads outside or has the name of another file.
    """
    kept = [t for t in schema().tables.values() if t.required or pack.tables[t.name].height]
    own = {f"{table.name}.csv": _csv(pack.tables[table.name], table) for table in kept}
    own[DESCRIPTOR] = _descriptor(pack, kept)
    boundaries = _boundaries(pack)
    misnamed = tuple(_misnamed([*boundaries, *pack.documents], {*own}))
    if misnamed:
        raise PackError(misnamed)
    return PackFiles(dict(sorted({**own, **boundaries, **pack.documents}.items())), ())


def _misnamed(given: Sequence[str], taken: set[str]) -> Iterator[Problem]:
    for name in given:
        plain = PurePosixPath(name.replace("\\", "/")).as_posix()
        if leaves_pack(name):
            yield problem("path-outside", PACKAGE, value=name)
        elif plain != name or name in taken:
            yield problem("path-taken", PACKAGE, value=name)
        taken.add(name)


def _descriptor(pack: Pack, kept: Sequence[Table]) -> bytes:
    document = {
        "profile": "data-package",
        "name": pack.name,
        "title": pack.title_zh,
        "title_en": pack.title_en,
        "version": pack.version,
        "created": f"{pack.created.isoformat()}T00:00:00Z",
        "resources": [{"name": table.name, "path": f"{table.name}.csv"} for table in kept],
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()


def _csv(frame: pl.DataFrame, table: Table) -> bytes:
    texts = frame.select(_text(field) for field in table.fields)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(texts.iter_rows())
    return lines.getvalue().encode()


def _text(field: Field) -> pl.Expr:
    """The cells of a column as the reader of packs takes them; null becomes nothing."""
    cell = pl.col(field.name)
    if field.type == "number":
        return (cell + 0.0).cast(pl.String).str.strip_suffix(".0")
    if field.type == "list":
        return cell.list.join(";")
    if field.type == "month":
        return cell.dt.strftime("%Y-%m")
    return cell.cast(pl.String)


def _boundaries(pack: Pack) -> dict[str, bytes]:
    """One FeatureCollection for each file that the ``file#id`` of the boundaries name."""
    by_file: dict[str, list[object]] = {}
    for reference, feature in sorted(pack.geometries.items()):
        by_file.setdefault(reference.partition("#")[0], []).append(feature)
    return {name: _collection(features) for name, features in by_file.items()}


def _collection(features: list[object]) -> bytes:
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
