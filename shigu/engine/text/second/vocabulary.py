"""What a second reader may say: the types, keys and roles of our own readings, nothing else."""

from __future__ import annotations

from functools import cache

from shigu.engine.text.passages.labels import KEYS
from shigu.engine.text.quantity.keys import cues

_WORK = frozenset({"project", "company", "object", "park", "place", "date"})
_FOUND = frozenset({"object", "agent", "date"})
ROLES: dict[str, frozenset[str]] = {
    "SIGN": frozenset({"party", "project", "park", "place", "date"}),
    **dict.fromkeys(("LAND", "START", "TOPOUT", "PRODUCE"), _WORK),
    "UNVEIL": frozenset({"object", "place", "date"}),
    "LIST": frozenset({"company", "date"}),
    **dict.fromkeys(("PUBLISH", "ESTABLISH"), _FOUND),
    "VISIT": frozenset({"visitor", "object", "date"}),
}
"""Events and what plays a part in them, as ``docs/reference/statements.md`` lists them."""
VALUES = tuple(key for key in KEYS if key != "date")
"""Keys of amounts; a date is told with its event."""


@cache
def kinds(key: str) -> frozenset[str]:
    """The kinds of amounts (money, area, count, pct …) that may be of ``key``."""
    return frozenset(kind for (kind, _), known in cues().items() if key in known.keys)
