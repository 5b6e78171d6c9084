"""Progress of work over many rows: how many are done, how fast, and when the rest will be."""

from __future__ import annotations

import time
from typing import TextIO


class Rows:
    """Redrawn on a terminal; on a log only the end is told."""

    def __init__(self, stream: TextIO, lang: str) -> None:
        self._stream, self._chinese = stream, lang == "zh"
        self._since: float | None = None
        self._before = 0

    def tell(self, done: int, every: int) -> None:
        """``done`` of ``every`` rows; the first call tells what an earlier run had done."""
        now = time.perf_counter()
        if self._since is None:
            self._since, self._before = now, done
        if not self._stream.isatty() and done < every:
            return
        rate = (done - self._before) / max(now - self._since, 1e-9)
        start, end = ("\r", "\n" if done == every else "") if self._stream.isatty() else ("", "\n")
        self._stream.write(start + self._line(done, every, rate) + end)
        self._stream.flush()

    def _line(self, done: int, every: int, rate: float) -> str:
        part = done / every if every else 1.0
        left = f"{(every - done) / rate:,.0f} s" if rate else "—"
        if self._chinese:
            return f"  {done:,} / {every:,} 行 {part:4.0%}  {rate:,.0f} 行/秒  还需 {left}"
        return f"  {done:,} / {every:,} rows {part:4.0%}  {rate:,.0f} rows/s  {left} to go"
