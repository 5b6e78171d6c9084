"""Unified social credit codes of a pack: form, check character, duplicates."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.entity.identifiers import SHAPE, check_characters
from shigu.engine.pack.identity import repeats
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.sheet import Sheet


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
