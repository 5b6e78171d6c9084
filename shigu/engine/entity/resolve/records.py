"""Records to be resolved, and the numbers of them that are compared."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.identifiers import UnknownIdentifier, identify, right_credit_codes
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.names.traits import NAME, text_sum, trait_rows

NUMBERS = re.compile(r"[0-9]+")
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")
AMOUNT = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
CODE_LENGTH = 18
FACTS = np.dtype(
    [
        *(NAME.descr),
        *(("code", np.uint8, (CODE_LENGTH,)), ("coded", np.bool_), ("proven", np.bool_)),
        *((field, np.int64) for field in ("founded", "capital", "address", "numbers")),
    ]
)


@dataclass(frozen=True, slots=True)
class Record:
    """An organisation as one source tells it; '' and None are unknown.

    ``code`` is a credit code, right or wrong; ``capital_wan`` is in 10,000 yuan.
    """

    name: str
    code: str = ""
    founded: date | None = None
    capital_wan: Decimal | None = None
    address: str = ""


def read(name: str, code: str, founded: str, capital: str, address: str) -> Record:
    """A record from texts of a table: days as 2019-04-18, an amount before its unit (万元)."""
    day = DAY.match(founded.strip())
    amount = AMOUNT.match(capital.strip())
    return Record(
        name,
        code,
        _day(*map(int, day.groups())) if day else None,
        Decimal(amount[0].replace(",", "")) if amount else None,
        address,
    )


def _day(year: int, month: int, day: int) -> date | None:
    """None where the calendar has no such day."""
    known = 1 <= month <= 12 and year and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if known else None


def facts(records: Iterable[Record]) -> NDArray[np.void]:
    """Rows of dtype ``FACTS``: what :mod:`levels` compares."""
    held = list(records)
    rows = np.zeros(len(held), FACTS)
    traits = trait_rows([record.name for record in held])
    for field in NAME.names or ():
        rows[field] = traits[field]
    codes = ["".join(unicodedata.normalize("NFKC", each.code).upper().split()) for each in held]
    signs = b"".join(
        code.encode("ascii", "replace")[:CODE_LENGTH].ljust(CODE_LENGTH, b"\0") for code in codes
    )
    right = right_credit_codes(codes)
    addresses = [plain_name(record.address) for record in held]
    rows["code"] = np.frombuffer(signs, np.uint8).reshape(-1, CODE_LENGTH)
    rows["coded"] = [bool(code) for code in codes]
    rows["proven"] = [code in right or is_proven(code) for code in codes]
    rows["founded"] = [_number(record.founded) for record in held]
    rows["capital"] = [
        -1 if each.capital_wan is None else int(each.capital_wan * 10000) for each in held
    ]
    rows["address"] = [text_sum(address) for address in addresses]
    rows["numbers"] = [numbers_of(address) for address in addresses]
    return rows


def _number(day: date | None) -> int:
    return day.year * 10000 + day.month * 100 + day.day if day else 0


def is_proven(code: str) -> bool:
    """Whether the check character of a code is right."""
    if not code:
        return False
    try:
        identify(code)
    except UnknownIdentifier:
        return False
    return True


def numbers_of(address: str) -> int:
    """A sum of the numbers of an address in their order; 0 below two: one is no address."""
    numbers = NUMBERS.findall(address)
    return text_sum("|".join(numbers)) if len(numbers) > 1 or len("".join(numbers)) > 2 else 0
