"""Rows of a registry as they were written, in the columns of the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from shigu.engine.entity.identifiers import (
    LENGTH,
    UnknownIdentifier,
    identify,
    right_credit_codes,
)
from shigu.registry.firms.placing import placed
from shigu.registry.firms.store import SCHEMA

BLANK = {"", "N/A", "NULL", "null", "None", "nan", "-", "—", "无"}
AMOUNT = re.compile(r"^\s*([\d,]+(?:\.\d+)?)\s*[(（]?\s*(亿|万)?\s*(元|人民币|元人民币)?.*$")
FOREIGN = re.compile("美|港|欧|日|英镑|澳|加元|新加坡|USD|HKD|EUR", re.IGNORECASE)
DAY = re.compile(r"^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")


def cleaned(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[int]]:
    """The rows in ``SCHEMA``, and the places of those whose identifier is none."""
    columns: dict[str, list[str]] = {
        name: ["" if text in BLANK else text for text in batch.column(name).to_pylist()]
        for name in batch.schema.names
    }
    codes = identified(columns["id"])
    good = [place for place, code in enumerate(codes) if code]
    empty = [""] * len(codes)
    told = {name: columns.get(name, empty) for name in ("name", "former", "kind", "industry")}
    address = columns.get("address", empty)
    lon, lat = ([degrees(text) for text in columns.get(name, empty)] for name in ("lon", "lat"))
    points = [None if x is None or y is None else (x, y) for x, y in zip(lon, lat, strict=True)]
    rows: dict[str, Sequence[Any]] = told | {
        "uscc": codes,
        "district": placed(columns.get("district", empty), address, codes, points),
        "address": address,
        "founded": [day(text) for text in columns.get("founded", empty)],
        "capital_wan": [wan(text) for text in columns.get("capital", empty)],
        "scope": columns.get("scope", empty),
        "lon": lon,
        "lat": lat,
    }
    arrays = [pa.array(rows[field.name], field.type) for field in SCHEMA]
    bad = sorted(set(range(len(codes))) - set(good))
    whole = pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
    return whole.take(pa.array(good, pa.int64())), bad


def identified(texts: list[str]) -> list[str]:
    """The code that each text writes; empty where it is none or its check is wrong."""
    bare = [text.strip().upper() for text in texts]
    right = right_credit_codes(bare)
    return [text if text in right else _other(text) for text in bare]


def _other(text: str) -> str:
    if not text or len(text) == LENGTH:
        return ""
    try:
        return identify(text).code
    except UnknownIdentifier:
        return ""


def day(text: str) -> str:
    """A day as 2019-04-18; empty where the text is none."""
    found = DAY.match(text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def wan(text: str) -> float | None:
    """An amount in 10,000 CNY: a bare number is in that unit; other currencies are unknown."""
    found = AMOUNT.match(text)
    if found is None or FOREIGN.search(text):
        return None
    amount = float(found[1].replace(",", ""))
    if found[2] is None and found[3] is not None:
        return amount / 10_000
    return amount * 10_000 if found[2] == "亿" else amount


def degrees(text: str) -> float | None:
    """A coordinate in degrees; None where the text is none."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if -180 <= found <= 180 else None
