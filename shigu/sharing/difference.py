"""Two settlements of one year, line by line, as ``engine.sharing.settlement.difference`` has them.

Their lines are compared where they are kept: a million of them need not be read to differ in ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from shigu.sharing.models import Run, SettledLine

STATEMENT = """
SELECT coalesce(a.rule, b.rule), coalesce(a.firm, b.firm), coalesce(a.kind, b.kind),
       coalesce(a.party, b.party), {amounts}
FROM (SELECT * FROM {table} WHERE run_id = %(before)s) a
FULL JOIN (SELECT * FROM {table} WHERE run_id = %(after)s) b
  USING (ledger, rule, firm, kind, party)
WHERE {changed}
ORDER BY 1, 2, 3, 4
LIMIT %(most)s
"""
AMOUNTS = ("collected_fen", "entitled_fen", "transfer_fen")
BOTH = tuple((f"coalesce(a.{name}, 0)", f"coalesce(b.{name}, 0)") for name in AMOUNTS)
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Differs:
    """A line that differs, in fen; what is in one settlement only counts as nothing there."""

    rule: str
    firm: str
    kind: str
    party: str
    collected_before: int
    collected_after: int
    entitled_before: int
    entitled_after: int
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


def difference(before: Run, after: Run, most: int = MOST) -> list[Differs]:
    """The lines that differ, by rule, firm, kind and party; at most ``most``."""
    statement = STATEMENT.format(
        table=SettledLine._meta.db_table,
        amounts=", ".join(f"{old}, {new}" for old, new in BOTH),
        changed=" OR ".join(f"{old} <> {new}" for old, new in BOTH),
    )
    given: dict[str, Any] = {"before": before.pk, "after": after.pk, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [Differs(*row) for row in cursor.fetchall()]
