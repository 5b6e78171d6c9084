"""Identifiers of organisations: which one a text is, and whether its check character is right.

- Unified social credit code, GB 32100-2015: 18 characters of 0–9 and A–Z without I, O, S, V, Z
  (values 0…30 in that order). With weights W_i = 3^(i−1) mod 31 for i = 1…17 the last is
  C_18 = (31 − Σ C_i·W_i mod 31) mod 31. Only this outer check is demanded: it finds every single
  wrong character and, 31 being prime, every swap of neighbours.
- Organisation code, GB 11714-1997: 8 characters of 0–9 and A–Z (values 0…35), weights
  3 7 9 10 5 8 4 2, check C_9 = 11 − Σ C_i·W_i mod 11, written X for 10 and 0 for 11.
- Registration number (GS 15-2006), 15 digits: 6 of the registrar, 8 running, a check digit by
  GB/T 17710 = ISO 7064 MOD 11,10: P_1 = 10, S_j = P_j + a_j, P_{j+1} = 2·(S_j mod 10, 0 as 10)
  mod 11, and S_15 ends in 1. Licences of before 2006 carry 13 digits without a check.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

import numpy as np
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = np.array([pow(3, i, 31) for i in range(17)], dtype=np.int64)
SHAPE = f"^[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}$"
CREDIT = re.compile(SHAPE)
LENGTH = 18
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
SPACING = re.compile(r"[\s\-‐-―·.]+")


class IdentifierKind(StrEnum):
    CREDIT = "credit"
    REGISTRATION = "registration"
    OLD_REGISTRATION = "old_registration"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A well-formed identifier in capitals without spaces; its check character is right."""

    kind: IdentifierKind
    code: str

    @property
    def division(self) -> str:
        """GB/T 2260 code of the registrar, six digits; empty for an organisation code."""
        if self.kind is IdentifierKind.ORGANISATION:
            return ""
        return self.code[2:8] if self.kind is IdentifierKind.CREDIT else self.code[:6]

    @property
    def organisation_code(self) -> str:
        """The nine characters that a credit code took over; empty for registration numbers."""
        if self.kind is IdentifierKind.ORGANISATION:
            return self.code
        return self.code[8:17] if self.kind is IdentifierKind.CREDIT else ""


class UnknownIdentifier(ValueError):
    """The text has the form of no identifier, or its check character is wrong."""


class WrongCheck(UnknownIdentifier):
    """The code is of the form of ``kind`` and should end in ``right``."""

    def __init__(self, kind: IdentifierKind, code: str, right: str) -> None:
        super().__init__(f"{code}: 校验码应为 {right} · should end in {right}")
        self.kind, self.code, self.right = kind, code, right


def check_characters(codes: list[str]) -> list[str]:
    """The right 18th character of each well-formed code, by GB 32100-2015."""
    values = np.zeros(128, dtype=np.int64)
    values[[ord(letter) for letter in ALPHABET]] = np.arange(len(ALPHABET))
    letters = np.frombuffer("".join(codes).encode("ascii"), dtype=np.uint8)
    digits: NDArray[np.int64] = values[letters].reshape(-1, LENGTH)[:, :17]
    return [ALPHABET[check] for check in (31 - digits @ WEIGHTS % 31) % 31]


def right_credit_codes(texts: Collection[str]) -> frozenset[str]:
    """Those of ``texts`` that are credit codes with the right last character, as they stand."""
    formed = [text for text in texts if CREDIT.match(text)]
    checks = check_characters(formed)
    return frozenset(code for code, check in zip(formed, checks, strict=True) if code[-1] == check)


def organisation_check(body: str) -> str:
    """The ninth character after eight, by GB 11714-1997."""
    pairs = zip(body, ORGANISATION_WEIGHTS, strict=True)
    return "0123456789X0"[11 - sum(int(sign, 36) * weight for sign, weight in pairs) % 11]


def registration_check(body: str) -> str:
    """The digit after ``body``, by ISO 7064 MOD 11,10."""
    last = reduce(lambda product, digit: ((product + int(digit)) % 10 or 10) * 2 % 11, body, 10)
    return str((11 - last) % 10)


Check = Callable[[str], str]
CHECKED: tuple[tuple[IdentifierKind, str, Check], ...] = (
    (IdentifierKind.CREDIT, SHAPE, lambda code: check_characters([code])[0]),
    (IdentifierKind.REGISTRATION, r"^[0-9]{15}$", lambda code: registration_check(code[:-1])),
    (
        IdentifierKind.ORGANISATION,
        r"^[0-9A-Z]{8}[0-9X]$",
        lambda code: organisation_check(code[:8]),
    ),
)


def plain_code(text: str) -> str:
    """A code in capitals and half-width signs, without spaces and hyphens."""
    return SPACING.sub("", unicodedata.normalize("NFKC", text)).upper()


def identify(text: str) -> Identifier:
    """The identifier that ``text`` writes; full-width signs, spaces and hyphens are left aside.

    Raises:
        UnknownIdentifier: its form is none of the four.
        WrongCheck: its check character is wrong.
    """
    code = plain_code(text)
    if re.match(r"^[0-9]{13}$", code):
        return Identifier(IdentifierKind.OLD_REGISTRATION, code)
    for kind, shape, check in CHECKED:
        if re.match(shape, code):
            if (right := check(code)) != code[-1]:
                raise WrongCheck(kind, code, right)
            return Identifier(kind, code)
    raise UnknownIdentifier(f"{text}: 不是统一社会信用代码、注册号或组织机构代码 · no known form")
