"""Rows that cannot be worked on, kept in a file with the reason; none is dropped silently."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TextIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from shigu.scale.columns import identified

WORDS = Path(__file__).with_name("quarantine.csv")
COLUMNS = ("line", "code", "zh", "en", "text")


@cache
def words() -> dict[str, tuple[str, str]]:
    """Chinese and English of each reason."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["zh"], row["en"]) for row in csv.DictReader(file)}


class Quarantine:
    """Writes rows with their reasons to ``file`` and counts them.

    ``line`` is the line of a text file, or the row of a workbook or Parquet file, from 1.
    """

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(COLUMNS)
        self.counts: Counter[str] = Counter()

    def put(self, line: int, code: str, text: str) -> None:
        self.counts[code] += 1
        self._rows.writerow((line, code, *words()[code], text))

    def sound(self, batch: pa.RecordBatch, numbers: NDArray[np.int64]) -> pa.RecordBatch:
        """The rows of ``batch`` that have an ``id``; ``numbers`` are the lines of its rows."""
        good = identified(batch.column("id"))
        for place in np.flatnonzero(~good.to_numpy(zero_copy_only=False)):
            cells = batch.slice(place, 1).to_pylist()[0].values()
            self.put(int(numbers[place]), "no_id", " ".join(filter(None, cells)))
        return batch.filter(good)
