"""How single values of an agreement are written: each type with its reading and its writing."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from shigu.engine.sharing.rules.values import Share
from shigu.engine.values import FEN_PER_WAN, FEN_PER_YUAN

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
RATIO = re.compile(r"(\d{1,12})/(\d{1,12})")
DECIMAL = re.compile(r"(\d{1,15}(?:\.\d{1,12})?)(%?)")
REST = re.compile(r"1\s*-\s*(\S+)")
SPAN = re.compile(r"(\d{1,3})(-)?(\d{1,3})?")
MOST_YEARS = 200
SIMPLE = 12
"""Fractions with such a denominator are written as one: 1/3, not 33.33 %."""


class Fault(Exception):
    """A value that cannot be read: the code of the message and what fills it in."""

    def __init__(self, code: str, **words: object) -> None:
        self.code = code
        self.words = words
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Scalar:
    """``read`` takes the text as it stands in the file, ``write`` gives what YAML prints."""

    read: Callable[[str], Any]
    write: Callable[[Any], str | int | bool | datetime.date]


def _text(value: str) -> str:
    if any(unicodedata.category(char) == "Cc" for char in value if char != "\n"):
        raise Fault("text-invalid")
    return value.strip()


def _name(value: str) -> str:
    if not NAME.fullmatch(value):
        raise Fault("name-invalid", value=value)
    return value


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise Fault("name-invalid", value=value)
    return value


def fraction(value: str) -> Fraction:
    """``1/2``, ``50%`` or ``0.5``, exactly.

    Raises:
        Fault: none of these, or above one.
    """
    number = None
    if match := RATIO.fullmatch(value):
        below = int(match[2])
        number = Fraction(int(match[1]), below) if below else None
    elif match := DECIMAL.fullmatch(value):
        number = Fraction(match[1]) / (100 if match[2] else 1)
    if number is None or number > 1:
        raise Fault("fraction-invalid", value=value)
    return number


def written_fraction(number: Fraction) -> str | int:
    """The shortest exact form: a whole number, a simple fraction, a percentage, a fraction."""
    if number.denominator == 1:
        return int(number)
    percent = number * 100
    if number.denominator > SIMPLE and 10**6 % percent.denominator == 0:
        digits = f"{int(percent * 10**6):d}".rjust(7, "0")
        return f"{digits[:-6]}.{digits[-6:]}".rstrip("0").rstrip(".") + "%"
    return str(number)


def share(value: str) -> Share:
    """A fraction, the name of a parameter, or ``1 - name``.

    Raises:
        Fault: none of these.
    """
    if value[:1].isdigit():
        if match := REST.fullmatch(value):
            return Share(parameter=_name(match[1]), rest=True)
        return Share(part=fraction(value))
    if NAME.fullmatch(value):
        return Share(parameter=value)
    raise Fault("share-invalid", value=value)


def written_share(given: Share) -> str | int:
    """The inverse of ``share``."""
    if given.part is not None:
        return written_fraction(given.part)
    return f"1 - {given.parameter}" if given.rest else given.parameter


def _money(fen: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        match = DECIMAL.fullmatch(value)
        amount = Fraction(match[1]) * fen if match and not match[2] else None
        if amount is None or amount.denominator != 1:
            raise Fault("money-invalid", value=value)
        return int(amount)

    return read


def _written_money(unit: int) -> Callable[[int], str | int]:
    def write(fen: int) -> str | int:
        whole, rest = divmod(fen, unit)
        if not rest:
            return whole
        digits = str(unit + rest)[1:].rstrip("0")
        return f"{whole}.{digits}"

    return write


def _date(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise Fault("date-invalid", value=value) from None


def _integer(value: str) -> int:
    if not re.fullmatch(r"\d{1,3}", value) or int(value) > MOST_YEARS:
        raise Fault("integer-invalid", value=value, low=0, high=MOST_YEARS)
    return int(value)


def _year(value: str) -> int:
    if not re.fullmatch(r"[12]\d{3}", value):
        raise Fault("integer-invalid", value=value, low=1000, high=2999)
    return int(value)


def _boolean(value: str) -> bool:
    if value not in {"true", "false"}:
        raise Fault("boolean-invalid", value=value)
    return value == "true"


def span(value: str) -> tuple[int, int | None]:
    """``1-3`` → (1, 3), ``4`` → (4, 4), ``6-`` → (6, None).

    Raises:
        Fault: none of these, year 0, or backwards.
    """
    match = SPAN.fullmatch(value)
    if not match or (match[3] and not match[2]):
        raise Fault("span-invalid", value=value)
    first = int(match[1])
    last = int(match[3]) if match[3] else None if match[2] else first
    if first < 1 or (last is not None and not first <= last <= MOST_YEARS):
        raise Fault("span-invalid", value=value)
    return first, last


def written_span(first: int, last: int | None) -> str | int:
    """The inverse of ``span``."""
    return f"{first}-" if last is None else first if first == last else f"{first}-{last}"


def _same(value: Any) -> Any:
    return value


SCALARS = {
    "text": Scalar(_text, _same),
    "name": Scalar(_name, _same),
    "code": Scalar(_code, _same),
    "share": Scalar(fraction, written_fraction),
    "fraction": Scalar(fraction, written_fraction),
    "wan": Scalar(_money(FEN_PER_WAN), _written_money(FEN_PER_WAN)),
    "yuan": Scalar(_money(FEN_PER_YUAN), _written_money(FEN_PER_YUAN)),
    "date": Scalar(_date, _same),
    "integer": Scalar(_integer, _same),
    "year": Scalar(_year, _same),
    "boolean": Scalar(_boolean, _same),
}
