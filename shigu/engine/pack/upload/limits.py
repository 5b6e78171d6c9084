"""How much of a file is read at all."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """``unzipped_bytes`` bounds what a workbook, which is a zip archive, unfolds to; ``cells`` is
    rows × columns of one sheet, whether they are filled or not."""

    file_bytes: int = 20 * MB
    unzipped_bytes: int = 300 * MB
    parts: int = 1_000
    rows: int = 100_000
    columns: int = 200
    cells: int = 4_000_000
    cell_chars: int = 10_000
