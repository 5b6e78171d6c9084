"""From the bytes of a tax file to what each firm paid, every fault at its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from shigu.engine.pack.parse import Unreadable
from shigu.engine.pack.upload.cells import as_text
from shigu.engine.pack.upload.choose import chosen
from shigu.engine.pack.upload.kinds import family
from shigu.engine.pack.upload.limits import Limits
from shigu.engine.pack.upload.texts import text_sheet
from shigu.engine.pack.upload.values import Refused
from shigu.engine.pack.upload.workbook import old_sheets, zipped_sheets
from shigu.sharing.taxes.header import IDENTIFYING, Header, Money, find_header, kinds
from shigu.sharing.taxes.template import TAXES
from shigu.sharing.taxes.values import Fault, Paid, TaxSheet

TOTAL = re.compile(r"(合\s*计|总\s*计|total)", re.I)
PERIOD = re.compile(r"(\d{4})\s*(?:[-/.年]?\s*(\d{1,2})\s*月?)?(?:[-/.]\d{1,2})?(?:\s*年)?")
FIRST_YEAR, LAST_YEAR = 1994, 2199


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    rows: list[Paid] = field(default_factory=list)
    stated: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_taxes(content: bytes, limits: Limits = Limits()) -> TaxSheet:  # noqa: B008 - frozen
    """Read xlsx, xls, ods, csv or tsv in the encodings of offices; GBK is told from UTF-8."""
    try:
        encoding, texts = _texts(content, limits)
    except Refused as refusal:
        told = refusal.told(TAXES.name)
        return _unread(Fault(None, "unreadable", {"zh": told.message_zh, "en": told.message_en}))
    except Unreadable as error:
        told = error.told(TAXES)
        return _unread(
            Fault(error.row, "unreadable", {"zh": told.message_zh, "en": told.message_en})
        )
    header = find_header(texts)
    if header.faults:
        return TaxSheet(encoding, (), {}, header.faults)
    found = _Found()
    for number, cells in enumerate(texts[header.row + 1 :], header.row + 2):
        if any(cell.strip() for cell in cells):
            _read_row(found, header, number, cells)
    if not found.rows and not found.faults:
        found.faults.append(Fault(None, "empty"))
    return TaxSheet(encoding, tuple(found.rows), found.stated, tuple(found.faults))


def _unread(fault: Fault) -> TaxSheet:
    return TaxSheet("", (), {}, (fault,))


def _texts(content: bytes, limits: Limits) -> tuple[str, list[list[str]]]:
    if len(content) > limits.file_bytes:
        size, most = f"{len(content) / 1e6:.1f}", f"{limits.file_bytes / 1e6:g}"
        raise Refused("upload-size", value=size, limit=most)
    what = family(content)
    if what == "text":
        _kind, encoding, grid = text_sheet(content, TAXES, limits)
    else:
        encoding = ""
        grids = zipped_sheets(content, limits)[1] if what == "zip" else old_sheets(content)[1]
        grid = chosen(grids, TAXES)
    return encoding, [[as_text(cell) for cell in row] for row in grid.rows]


def _read_row(found: _Found, header: Header, number: int, cells: Sequence[str]) -> None:
    def cell(name: str) -> str:
        column = header.at.get(name)
        return cells[column].strip() if column is not None and column < len(cells) else ""

    named = next(filter(None, map(cell, IDENTIFYING)), "")
    try:
        kind = _kind(cell("kind")) if "kind" in header.at else ""
        amounts = dict(_amounts(header.money, cells, kind))
        if any(TOTAL.fullmatch(text.strip()) for text in cells[:3]):
            _state(found, amounts)
            return
        if not named:
            raise _Wrong("firm-missing")
        year, month = _when(cell("year"), cell("month"), cell("period"))
        if not amounts:
            raise _Wrong("amount-missing")
        for each, parts in amounts.items():
            if not each:
                raise _Wrong("kind-missing")
            paid = Paid(number, named, cell("name") or named, year, month, each,
                        parts.get("gross"), parts.get("local"), cell("evidence"))  # fmt: skip
            found.rows.append(paid)
    except _Wrong as wrong:
        found.faults.append(Fault(number, wrong.code, wrong.words))


def _state(found: _Found, amounts: dict[str, dict[str, int]]) -> None:
    for kind, parts in amounts.items():
        found.stated.setdefault(kind, {}).update(parts)


class _Wrong(Exception):
    def __init__(self, code: str, **words: object) -> None:
        self.code, self.words = code, words
        super().__init__(code)


def _kind(text: str) -> str:
    if not text:
        return ""
    if text not in kinds():
        raise _Wrong("kind-unknown", value=text)
    return kinds()[text]


def _amounts(
    money: Sequence[Money], cells: Sequence[str], kind: str
) -> Iterator[tuple[str, dict[str, int]]]:
    """Kind → parts in fen; what is empty is not there."""
    found: dict[str, dict[str, int]] = {}
    for each in money:
        text = cells[each.column].strip() if each.column < len(cells) else ""
        if text not in {"", "-", "—"}:
            found.setdefault(each.kind or kind, {})[each.part] = _fen(text, each.fen_per_unit)
    yield from found.items()


def _fen(text: str, per_unit: Decimal) -> int:
    plain = text.replace(",", "").replace("，", "").removeprefix("¥").strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    try:
        fen = Decimal(plain) * per_unit
    except InvalidOperation as error:
        raise _Wrong("amount-unclear", value=text) from error
    if not fen.is_finite() or fen != fen.to_integral_value() or abs(fen) >= 2**53:
        raise _Wrong("amount-not-fen", value=text)
    return int(fen)


def _when(year: str, month: str, period: str) -> tuple[int, int]:
    match = PERIOD.fullmatch(period or year)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise _Wrong("year-unclear", value=period or year)
    told = month.removesuffix("月") or match[2] or "0"
    if not told.isdecimal() or int(told) > 12:
        raise _Wrong("month-unclear", value=month or period)
    return int(match[1]), int(told)
