"""Why a position has its score, as codes that ``reasons.csv`` tells in both languages."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from shigu.engine.chain.mapping.positions import Positions
from shigu.engine.chain.mapping.score import OTHER_DIVISION, SAME_CODE, SAME_GROUP
from shigu.engine.reasons import Reason

WORDS = Path(__file__).with_name("reasons.csv")
VERBS = ("beside", "serves", "trades", "untold", "develops", "makes")
TELLING = 0.25
"""A margin of the model below this is no reason."""


@cache
def _words() -> dict[str, Reason]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code"]: Reason(f"mapping.{row['code']}", row["zh"], row["en"]) for row in rows}


def reason(code: str) -> Reason:
    """The sentence of a code.

    Raises:
        KeyError: no such code.
    """
    return _words()[code]


def grounds(
    found: Positions, code: NDArray[np.float64], margin: NDArray[np.float64]
) -> pa.ListArray:
    """The codes of each position, a list of strings; ``code`` and ``margin`` are what industry
    code and model add to z."""
    names = list(_words())
    held = {
        **{verb: found.role == number for number, verb in enumerate(VERBS, 1)},
        "several_terms": found.terms > 1,
        "own_words": found.own,
        "vague": found.vague,
        "same_code": code == SAME_CODE,
        "same_group": code == SAME_GROUP,
        "other_division": code == OTHER_DIVISION,
        "model_for": margin >= TELLING,
        "model_against": margin <= -TELLING,
    }
    table = np.column_stack([held[name] for name in names])
    offsets = np.r_[0, np.cumsum(table.sum(axis=1))].astype(np.int32)
    chosen = pa.array(np.nonzero(table)[1].astype(np.int32))
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(names).take(chosen))
