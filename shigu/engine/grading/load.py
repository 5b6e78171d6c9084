"""A scheme from YAML and units from CSV, each fault at its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, TypeVar

import numpy as np
import yaml

from shigu.engine.grading.values import Cut, GradingError, Measure, Scheme, Units

SCHEMA = "shigu.grading/1"
T = TypeVar("T", Measure, Cut)


def read_scheme(text: str) -> Scheme:
    """The scheme in a YAML text (``schema: shigu.grading/1``).

    Raises:
        GradingError: the text is no such scheme, with the key at fault.
    """
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise GradingError("scheme", f"不是 YAML：{error}", f"no YAML: {error}") from None
    if not isinstance(document, dict) or document.pop("schema", None) != SCHEMA:
        raise GradingError("scheme", f"首行应为 schema: {SCHEMA}", f"it begins schema: {SCHEMA}")
    document["measures"] = _rows(document, "measures", Measure)
    document["cuts"] = _rows(document, "cuts", Cut)
    _check_keys("scheme", document, Scheme)
    return Scheme(**document)


def _rows(document: dict[str, Any], key: str, kind: type[T]) -> tuple[T, ...]:
    rows = document.get(key)
    if not isinstance(rows, list):
        raise GradingError(f"scheme.{key}", "应为列表", "it is a list")
    for number, row in enumerate(rows):
        place = f"scheme.{key}[{number}]"
        if not isinstance(row, dict):
            raise GradingError(place, "应为键值", "it is a mapping")
        _check_keys(place, row, kind)
    return tuple(kind(**row) for row in rows)


def _check_keys(place: str, row: Mapping[str, Any], kind: type[Any]) -> None:
    """Known keys of the right kind of scalar, none missing."""
    known = {field.name: field for field in fields(kind)}
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise GradingError(f"{place}.{unknown[0]}", "没有这个键", "there is no such key")
    for name, field in known.items():
        if field.default is MISSING and name not in row:
            raise GradingError(f"{place}.{name}", "缺少", "it is missing")
        if name in row and not _fits(row[name], str(field.type)):
            raise GradingError(
                f"{place}.{name}", f"值不对：{row[name]!r}", f"it cannot be {row[name]!r}"
            )


def _fits(value: object, hint: str) -> bool:
    if hint.startswith("tuple"):
        return isinstance(value, tuple)
    if hint == "bool":
        return isinstance(value, bool)
    if hint.startswith(("float", "int")):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number or (value is None and "None" in hint)
    return isinstance(value, str)


def read_units(text: str, scheme: Scheme) -> Units:
    """Units from a CSV text: ``id``, ``name`` and ``group`` (both optional), then the columns
    that the scheme names. An empty cell is not reported.

    Raises:
        GradingError: a column is missing, a cell is no number, with row and column.
    """
    rows = list(csv.reader(io.StringIO(text)))
    head = [name.strip() for name in rows[0]] if rows else []
    if "id" not in head:
        raise GradingError("row 1", "表头缺少 id 列", "the header has no column id")
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    for number, row in body:
        if len(row) != len(head):
            raise GradingError(
                f"row {number}",
                f"有 {len(row)} 格，表头有 {len(head)} 格",
                f"it has {len(row)} cells, the header {len(head)}",
            )
    needed = {column for m in scheme.measures for column in (m.of, m.per) if column}
    for column in sorted(needed - set(head)):
        raise GradingError(f"column {column}", "缺少这一列", "it is missing")
    ids = _texts(head, body, "id")
    return Units(
        ids,
        _texts(head, body, "name") if "name" in head else ids,
        _texts(head, body, "group") if "group" in head else ("",) * len(ids),
        {column: _numbers(head, body, column) for column in sorted(needed)},
    )


Body = Sequence[tuple[int, list[str]]]


def _texts(head: list[str], body: Body, column: str) -> tuple[str, ...]:
    at = head.index(column)
    return tuple(row[at].strip() for _, row in body)


def _numbers(head: list[str], body: Body, column: str) -> Any:
    at = head.index(column)
    return np.array([_number(row[at].strip(), number, column) for number, row in body])


def _number(cell: str, row: int, column: str) -> float:
    if not cell:
        return float("nan")
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not np.isfinite(number):
        raise GradingError(f"row {row}, {column}", f"{cell!r} 不是数", f"{cell!r} is no number")
    return number
