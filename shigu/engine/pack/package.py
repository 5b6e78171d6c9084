"""``datapackage.yaml``: the pack's name, version and which file holds which table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath

import yaml

from shigu.engine.hints import hints
from shigu.engine.pack.files import DESCRIPTOR, PackFiles
from shigu.engine.pack.problems import PACKAGE, Problem, problem
from shigu.engine.pack.schema import Schema

NAME = re.compile(r"[a-z0-9._-]+")
NEEDED = {
    "name": ("小写字母、数字和 - 组成的名称", "lower-case letters, digits and -"),
    "title": ("中文标题", "a Chinese title"),
    "version": ('版本号，加引号，如 "1.0"', 'a version in quotation marks, such as "1.0"'),
    "created": ('日期，如 "2027-01-31T00:00:00Z"', 'a date such as "2027-01-31T00:00:00Z"'),
    "resources": ("每项 name 与 path 的列表", "a list of name and path"),
}


@dataclass(frozen=True, slots=True)
class Package:
    """``paths`` are the table files by table name."""

    name: str = ""
    version: str = ""
    title_zh: str = ""
    title_en: str = ""
    created: date = date.min
    paths: Mapping[str, str] = field(default_factory=dict)


def read_package(files: PackFiles, schema: Schema) -> tuple[Package, list[Problem]]:
    """The package and every problem of its descriptor and of the set of files."""
    if DESCRIPTOR not in files.contents:
        return Package(), [problem("package-missing", PACKAGE)]
    try:
        document = yaml.safe_load(files.contents[DESCRIPTOR].decode("utf-8-sig"))
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        words = " ".join(str(error).split())
        return Package(), [problem("package-unreadable", PACKAGE, value=words)]
    if not isinstance(document, dict):
        return Package(), [problem("package-unreadable", PACKAGE, value=type(document).__name__)]
    problems = list(_bad_fields(document))
    resources = document.get("resources")
    entries = resources if isinstance(resources, list) else []
    listed = list(_resources(entries, problems))
    paths = _tables(listed, files, schema, problems)
    problems.extend(_unlisted(_words(entries), files, schema))
    problems.extend(_absent(_words(entries), files, schema))
    return _package(document, paths), problems


def _bad_fields(document: dict[str, object]) -> Iterator[Problem]:
    for name, (hint_zh, hint_en) in NEEDED.items():
        value = document.get(name)
        if not _acceptable(name, value):
            words = {"value": value, "hint_zh": hint_zh, "hint_en": hint_en}
            yield problem("package-field", PACKAGE, None, name, **words)


def _acceptable(name: str, value: object) -> bool:
    if name == "name":
        return isinstance(value, str) and NAME.fullmatch(value) is not None
    if name == "created":
        return _as_date(value) is not None
    if name == "resources":
        return isinstance(value, list)
    return isinstance(value, str) and bool(value.strip())


def _resources(entries: list[object], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """(name, path) of every well-formed entry that stays inside the pack."""
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else None
        path = entry.get("path") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not isinstance(path, str):
            hint_zh, hint_en = NEEDED["resources"]
            words = {"value": entry, "hint_zh": hint_zh, "hint_en": hint_en}
            problems.append(problem("package-field", PACKAGE, None, "resources", **words))
        elif leaves_pack(path):
            problems.append(problem("path-outside", PACKAGE, None, "resources", value=path))
        else:
            yield name, PurePosixPath(path).as_posix()


def leaves_pack(path: str) -> bool:
    """Whether ``path`` is absolute, an address, or climbs out of the directory."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return ":" in path or not parts or parts[0] == "/" or ".." in parts


def _tables(
    listed: list[tuple[str, str]], files: PackFiles, schema: Schema, problems: list[Problem]
) -> dict[str, str]:
    paths: dict[str, str] = {}
    for name, path in listed:
        if name in paths:
            problems.append(problem("package-resource-repeated", PACKAGE, None, name, value=name))
        elif path in files.outside:
            problems.append(problem("path-outside", PACKAGE, None, "resources", value=path))
        elif path not in files.contents:
            problems.append(problem("package-resource-missing", name, value=path))
        elif name in schema.tables:
            paths[name] = path
        elif path.endswith(".csv"):
            problems.append(_unknown(path, schema))
    return paths


def _words(entries: list[object]) -> set[object]:
    """Every name and path that the resources mention, well-formed or not."""
    return {
        value for entry in entries if isinstance(entry, dict) for value in map(str, entry.values())
    }


def _absent(words: set[object], files: PackFiles, schema: Schema) -> Iterator[Problem]:
    for table in schema.tables.values():
        if table.required and table.name not in words and f"{table.name}.csv" not in files.contents:
            yield problem("table-missing", table.name)


def _unlisted(words: set[object], files: PackFiles, schema: Schema) -> Iterator[Problem]:
    for path in files.contents:
        stem = PurePosixPath(path).stem
        if not path.lower().endswith(".csv") or {path, f"./{path}", stem} & words:
            continue
        if stem in schema.tables:
            yield problem("package-resource-unlisted", stem, value=path)
        else:
            yield _unknown(path, schema)
    for path in files.outside:
        if path not in words:
            yield problem("path-outside", PACKAGE, value=path)


def _unknown(path: str, schema: Schema) -> Problem:
    stem = PurePosixPath(path).stem
    return problem("table-unknown", stem, None, None, value=path, **hints(stem, schema.tables))


def _package(document: dict[str, object], paths: dict[str, str]) -> Package:
    return Package(
        name=str(document.get("name", "")),
        version=str(document.get("version", "")),
        title_zh=str(document.get("title", "")),
        title_en=str(document.get("title_en", "") or document.get("title", "")),
        created=_as_date(document.get("created")) or date.min,
        paths=paths,
    )


def _as_date(value: object) -> date | None:
    """YAML gives a date where none was put in quotation marks; both are accepted."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None
