"""Which column of a tax file is which: one row a kind, or one column a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from shigu.engine.sharing.rules.schema import language
from shigu.sharing.taxes.values import Fault

NAMES: Mapping[str, tuple[str, ...]] = {
    "uscc": ("统一社会信用代码", "社会信用代码", "信用代码", "纳税人识别号", "uscc"),
    "code": ("编号", "企业编号", "organisation", "id"),
    "name": ("企业名称", "纳税人名称", "单位名称", "名称", "企业", "name"),
    "year": ("年度", "年份", "年", "year"),
    "month": ("月份", "月", "month"),
    "period": ("所属期", "税款所属期", "入库期", "期间", "period"),
    "kind": ("税种", "征收项目", "kind"),
    "gross": ("入库税额", "入库金额", "实缴税额", "税额", "全口径", "gross"),
    "local": ("地方留存", "地方分成", "地方级", "区级", "local"),
    "evidence": ("凭证", "依据", "凭证号", "电子税票号码", "evidence"),
}
WAYS = {"": "gross", "入库": "gross", "全口径": "gross", "gross": "gross",
        "地方": "local", "地方留存": "local", "地方分成": "local", "local": "local"}  # fmt: skip
UNITS = {"元": Decimal(100), "万元": Decimal(1_000_000), "分": Decimal(1), "": Decimal(100)}
CODE_BELOW = re.compile(r"\n[a-z_]+$")
BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")
IDENTIFYING = ("uscc", "code", "name")
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Money:
    """A column of amounts: gross or local, of one kind where the header names it; fen a unit."""

    column: int
    part: str
    kind: str
    fen_per_unit: Decimal


@dataclass(frozen=True, slots=True)
class Header:
    """The row of the header (from 0) and where each column stands."""

    row: int
    at: Mapping[str, int]
    money: tuple[Money, ...]
    faults: tuple[Fault, ...] = field(default=())


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """The first row that names a firm and an amount; with its faults where none does."""
    best = Header(0, {}, ())
    for place, cells in enumerate(rows[:HEADER_WITHIN]):
        found = _header(place, cells)
        if _weight(found) > _weight(best):
            best = found
    return Header(best.row, best.at, best.money, tuple(_lacking(best)))


@cache
def kinds() -> Mapping[str, str]:
    """Every name of a kind that a ledger can hold → its code."""
    found: dict[str, str] = {}
    for kind in language().kinds.values():
        if kind.ledger != "measure":
            found |= dict.fromkeys((kind.code, kind.words.zh, kind.words.en), kind.code)
    return found


def _weight(header: Header) -> int:
    return len(header.at) + len(header.money)


def _header(place: int, cells: Sequence[str]) -> Header:
    at: dict[str, int] = {}
    money: list[Money] = []
    for column, cell in enumerate(cells):
        bare, brackets = _parted(cell)
        name = next((key for key, known in NAMES.items() if bare in known), "")
        unit = next((each for each in brackets if each in UNITS), "")
        if name in {"gross", "local"}:
            money.append(Money(column, name, "", UNITS[unit]))
        elif name:
            at.setdefault(name, column)
        elif bare in kinds():
            way = next((each for each in brackets if each in WAYS), "")
            money.append(Money(column, WAYS[way], kinds()[bare], UNITS[unit]))
    return Header(place, at, tuple(money))


def _parted(cell: str) -> tuple[str, list[str]]:
    """``增值税（地方，万元）`` → its name and what stands in brackets; blank forms add a code."""
    cell = CODE_BELOW.sub("", cell)
    brackets = [
        word.strip() for group in BRACKETS.findall(cell) for word in re.split("[，,、]", group)
    ]
    return BRACKETS.sub("", cell).strip(), brackets


def _lacking(header: Header) -> list[Fault]:
    lacking = []
    if not any(name in header.at for name in IDENTIFYING):
        lacking.append(Fault(None, "header-firm"))
    if "year" not in header.at and "period" not in header.at:
        lacking.append(Fault(None, "header-year"))
    if not header.money:
        lacking.append(Fault(None, "header-money"))
    elif any(not each.kind for each in header.money) and "kind" not in header.at:
        lacking.append(Fault(None, "header-kind"))
    return lacking
