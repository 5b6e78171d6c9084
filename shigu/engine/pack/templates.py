"""A new pack: one empty table file each, a descriptor, and the reference beside them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from datetime import date
from pathlib import Path

import yaml

from shigu.engine.pack.describe import describe
from shigu.engine.pack.files import DESCRIPTOR
from shigu.engine.pack.schema import Schema, Table, schema


def write_templates(directory: Path, created: date) -> tuple[Path, ...]:
    """Write an empty pack and return its files; table files carry a BOM for Excel and WPS.

    Raises:
        FileExistsError: ``directory`` holds something or is a file; nothing was changed.
        OSError: the directory cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise FileExistsError(str(directory))
    contents = template_contents(_slug(directory), created, schema())
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (directory / name).write_bytes(content)
    return tuple(directory / name for name in contents)


def template_contents(name: str, created: date, rules: Schema) -> dict[str, bytes]:
    """What ``write_templates`` writes, by file name."""
    tables = rules.tables.values()
    return {
        DESCRIPTOR: descriptor(name, created, rules).encode(),
        "README.md": describe(rules).encode(),
        **{f"{table.name}.csv": codecs.BOM_UTF8 + _header(table).encode() for table in tables},
    }


def descriptor(name: str, created: date, rules: Schema) -> str:
    """``datapackage.yaml`` of a pack that has every table."""
    document = {
        "profile": "data-package",
        "name": name,
        "title": "新数据包",
        "title_en": "New pack",
        "version": "0.1.0",
        "created": f"{created.isoformat()}T00:00:00Z",
        "licenses": [
            {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"},
        ],
        "resources": [
            {"name": table.name, "title": table.title_zh, "path": f"{table.name}.csv"}
            for table in rules.tables.values()
        ],
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def _header(table: Table) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(table.names)
    return line.getvalue()


def _slug(directory: Path) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", directory.resolve().name.lower()).strip("-") or "pack"
