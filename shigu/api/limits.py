"""How many requests a token may make: one bucket a token, kept by the database for all processes.

A process takes requests from the bucket in blocks of a second's worth, so that the counting costs
one statement a block. What it has not used within a second is lost: all processes together never
answer more than the bucket gives, and refuse at most one block a process too early.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

LIFE_SECONDS = 1.0


@dataclass(slots=True)
class Block:
    """``left`` requests of a block may be made until ``until``."""

    left: int
    until: float


@dataclass(slots=True)
class Limiter:
    """At most ``per_minute`` requests a minute and token, all at once or spread out."""

    per_minute: int
    blocks: dict[bytes, Block] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def block(self) -> int:
        """Requests of a block: those of a second, at least one."""
        return max(1, self.per_minute // 60)

    def wait(self, token: bytes) -> float:
        """Seconds until ``token`` may ask again; 0 = it may, and this request is counted.

        ``token`` is what is told to the database of its secret. Who has none is not counted: the
        door refuses.
        """
        if self._from_block(token):
            return 0.0
        taken = take(token, self.block, self.per_minute)
        if taken is None:
            return 0.0
        granted, wait = taken
        if granted:
            with self.lock:
                self.blocks[token] = Block(granted - 1, time.monotonic() + LIFE_SECONDS)
        return wait

    def _from_block(self, token: bytes) -> bool:
        with self.lock:
            held = self.blocks.get(token)
            if held is None or held.left < 1 or time.monotonic() >= held.until:
                return False
            held.left -= 1
            return True


def take(token: bytes, asked: int, per_minute: int) -> tuple[int, float] | None:
    """Requests taken from the bucket, and seconds until there is one; none without a token."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shigu_scope.take(%s, %s, %s)", [token, asked, per_minute])
        granted, wait = cursor.fetchone()
    return None if granted is None else (granted, wait)


limiter = Limiter(settings.ENVIRONMENT.api_per_minute)
