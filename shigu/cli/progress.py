"""Progress of long work on a terminal: phase, part done, seconds."""

from __future__ import annotations

import time
from typing import TextIO

LABELS = {
    "chain": "产业链  chain",
    "siting": "选址    siting",
    "sharing": "分享    sharing",
    "sensitivity": "敏感性  sensitivity",
}


class Phases:
    """Tells each phase once on a log, and redraws its part done on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._current: str | None = None
        self._since = time.perf_counter()
        self._seconds: dict[str, float] = {}

    def tell(self, phase: str, part: float) -> None:
        if phase != self._current:
            self._close()
            self._current, self._since = phase, time.perf_counter()
        if self._stream.isatty():
            self._stream.write(f"\r  {LABELS[phase]}  {part:4.0%}")
            self._stream.flush()

    def finish(self) -> dict[str, float]:
        """Seconds of each phase, in order."""
        self._close()
        return self._seconds

    def _close(self) -> None:
        if self._current is None:
            return
        took = time.perf_counter() - self._since
        self._seconds[self._current] = round(took, 3)
        start = "\r" if self._stream.isatty() else ""
        self._stream.write(f"{start}  {LABELS[self._current]}  {took:.1f} s\n")
        self._stream.flush()
        self._current = None
