"""How many requests a token may make: a bucket a token in each web process."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """``left`` requests may be made now; it fills up steadily."""

    left: float
    at: float


@dataclass(slots=True)
class Limiter:
    """At most ``per_minute`` requests a minute and token, all at once or spread out."""

    per_minute: int
    buckets: dict[int, Bucket] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, token: int, now: float | None = None) -> float:
        """Seconds until ``token`` may ask again; 0 = it may, and this request is counted."""
        moment = time.monotonic() if now is None else now
        rate = self.per_minute / 60
        with self.lock:
            bucket = self.buckets.setdefault(token, Bucket(self.per_minute, moment))
            bucket.left = min(self.per_minute, bucket.left + (moment - bucket.at) * rate)
            bucket.at = moment
            if bucket.left < 1:
                return (1 - bucket.left) / rate
            bucket.left -= 1
            return 0.0
