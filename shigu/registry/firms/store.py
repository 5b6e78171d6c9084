"""Where the loaded registry lies, what it is, and the columns it has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from django.conf import settings

FIRMS = "firms.parquet"
POSITIONS = "positions.parquet"
ABOUT = "about.json"
SCHEMA = pa.schema(
    [
        ("uscc", pa.string()),
        ("name", pa.string()),
        ("former", pa.string()),
        ("district", pa.string()),
        ("address", pa.string()),
        ("founded", pa.string()),
        ("capital_wan", pa.float64()),
        ("kind", pa.string()),
        ("industry", pa.string()),
        ("scope", pa.string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
    ]
)
"""One row a firm, sorted by credit code: amounts in 10,000 CNY, days as 2019-04-18, degrees of
CGCS2000; empty text and null are unknown. ``district`` is the name of a county-level division."""


@dataclass(frozen=True, slots=True)
class About:
    """The file that was loaded: its name, when, rows kept, rows set aside by reason, and what
    changed against the file before (new, changed, gone)."""

    file: str
    loaded_at: str
    rows: int
    aside: Mapping[str, int] = field(default_factory=dict)
    changes: Mapping[str, int] = field(default_factory=dict)


def folder() -> Path:
    """Where the registry lies; it need not exist."""
    environment = settings.ENVIRONMENT
    return Path(environment.registry or environment.home / "registry")


def firms_file() -> Path | None:
    """The firms, where a registry is loaded."""
    return _there(FIRMS)


def positions_file() -> Path | None:
    """Their positions on links, where ``shigu registry map`` has made them."""
    return _there(POSITIONS)


def about() -> About | None:
    """What is loaded; None where nothing is."""
    path = _there(ABOUT)
    return About(**json.loads(path.read_text("utf-8"))) if path else None


def _there(name: str) -> Path | None:
    path = folder() / name
    return path if path.is_file() else None
