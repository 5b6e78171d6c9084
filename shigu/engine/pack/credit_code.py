"""Unified social credit codes: form, check character, duplicates.

GB 32100-2015: 18 characters of 0–9 and A–Z without I, O, S, V, Z (values 0…30 in that order).
With weights W_i = 3^(i−1) mod 31 for i = 1…17 the last is C_18 = (31 − Σ C_i·W_i mod 31) mod 31.
Characters 9–17 are an organisation code of GB 11714-1997: 0–9 and A–Z (values 0…35), weights
3 7 9 10 5 8 4 2, check C_9 = 11 − Σ C_i·W_i mod 11, written X for 10 and 0 for 11. Only the
outer check is demanded: it finds every single wrong character and, 31 being prime, every swap
of neighbours, so the inner one would find nothing more of that kind.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from shigu.engine.pack.identity import repeats
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.sheet import Sheet

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = np.array([pow(3, i, 31) for i in range(17)], dtype=np.int64)
SHAPE = f"^[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}$"
LENGTH = 18


def check_characters(codes: list[str]) -> list[str]:
    """The right 18th character of each well-formed code, by GB 32100-2015."""
    values = np.zeros(128, dtype=np.int64)
    values[[ord(letter) for letter in ALPHABET]] = np.arange(len(ALPHABET))
    letters = np.frombuffer("".join(codes).encode("ascii"), dtype=np.uint8)
    digits: NDArray[np.int64] = values[letters].reshape(-1, LENGTH)[:, :17]
    return [ALPHABET[check] for check in (31 - digits @ WEIGHTS % 31) % 31]


def check_credit_codes(sheet: Sheet) -> Iterator[Problem]:
    """Form, then check character, then use by two organisations."""
    name = sheet.table.name
    shaped = pl.col("uscc").str.contains(SHAPE)
    for row, (code,) in sheet.where(~shaped, "uscc"):
        yield problem("uscc-shape", name, row, "uscc", value=code)
    good = sheet.frame.filter(shaped).select(ROW, "uscc")
    checks = pl.Series("check", check_characters(good["uscc"].to_list()), pl.String)
    wrong = good.with_columns(checks).filter(pl.col("uscc").str.slice(17) != pl.col("check"))
    for row, code, check in wrong.iter_rows():
        words = {"value": code, "hint_zh": check, "hint_en": check}
        yield problem("uscc-checksum", name, row, "uscc", **words)
    for row, first, code in repeats(sheet, ("uscc",)):
        yield problem("uscc-duplicate", name, row, "uscc", value=code, first=first)
