"""Rows of a registry as they were written, in the columns of the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from shigu.engine.entity.address.locate import HANGZHOU, locate
from shigu.engine.entity.divisions import divisions
from shigu.engine.entity.identifiers import (
    LENGTH,
    UnknownIdentifier,
    identify,
    right_credit_codes,
)
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
    rows: dict[str, Sequence[Any]] = told | {
        "uscc": codes,
        "district": placed(columns.get("district", empty), address, codes),
        "address": address,
        "founded": [day(text) for text in columns.get("founded", empty)],
        "capital_wan": [wan(text) for text in columns.get("capital", empty)],
        "scope": columns.get("scope", empty),
        "lon": [degrees(text) for text in columns.get("lon", empty)],
        "lat": [degrees(text) for text in columns.get("lat", empty)],
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


def placed(told: list[str], addresses: list[str], codes: list[str]) -> list[str]:
    """Today's county-level division of each row: as told, by its address, or of its registrar.

    Addresses of Hangzhou are read with its streets, zones and former districts; elsewhere a name
    that is no division today says nothing. The registrar is the third to eighth character.
    """
    return [
        place or _by_address(address, code)
        for place, address, code in zip(told, addresses, codes, strict=True)
    ]


def _by_address(address: str, code: str) -> str:
    registrar = code[2:8] if len(code) == LENGTH else ""
    if registrar.startswith(HANGZHOU) or "杭州" in address:
        found = divisions().get(locate(address, registrar).value.district)
        return found.name if found else ""
    named = (name for name in _counties(registrar[:4]) if name in address)
    return next(named, "") or _registrar(registrar)


def _registrar(code: str) -> str:
    found = divisions().get(code)
    return found.name if found and not code.endswith("00") else ""


@cache
def _counties(city: str) -> tuple[str, ...]:
    """Names of the divisions of a city, the longest first."""
    names = [row.name for code, row in divisions().items() if code[:4] == city and code[4:] != "00"]
    return tuple(sorted(names, key=lambda name: -len(name)))


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
