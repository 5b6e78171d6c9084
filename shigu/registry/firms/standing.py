"""Which firms of the loaded registry stand on which link in which district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shigu.registry.firms.asking import opened, rows_of
from shigu.registry.firms.store import firms_file, positions_file

COUNT = """
SELECT p.link, coalesce(f.district, '') AS district, count(DISTINCT f.uscc) AS firms
FROM read_parquet(?) p JOIN read_parquet(?) f ON f.uscc = p.id
GROUP BY ALL ORDER BY ALL
"""
DISTRICTS = """
SELECT coalesce(f.district, '') AS district, count(*) AS firms FROM read_parquet(?) f
GROUP BY ALL ORDER BY firms DESC, district
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Firms by (link, district), distinct within a cell; ``districts`` from the fullest down."""

    cells: Mapping[tuple[str, str], int]
    districts: tuple[str, ...]

    def of_link(self, link: str) -> int:
        """Positions on a link, over all districts."""
        return sum(many for (code, _), many in self.cells.items() if code == link)


def standing() -> Standing | None:
    """Links × districts of the loaded registry; None where nothing is loaded or mapped."""
    firms, positions = firms_file(), positions_file()
    if firms is None or positions is None:
        return None
    with opened(firms, positions) as connection:
        rows = list(rows_of(connection, COUNT, (str(positions), str(firms))))
    cells = {(row["link"], row["district"]): int(row["firms"]) for row in rows}
    totals: dict[str, int] = {}
    for (_, district), many in cells.items():
        totals[district] = totals.get(district, 0) + many
    order = sorted(totals, key=lambda name: (not name, -totals[name], name))
    return Standing(cells, tuple(order))


def districts() -> list[str]:
    """Names of districts in the loaded registry, the fullest first."""
    firms = firms_file()
    if firms is None:
        return []
    with opened(firms) as connection:
        found = [row["district"] for row in rows_of(connection, DISTRICTS, (str(firms),))]
    return [name for name in found if name]
