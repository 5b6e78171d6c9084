"""Who lies in whom: players, cities and the descendants of a district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Scope = Literal["cluster", "city", "province", "nation"]


@dataclass(frozen=True, slots=True)
class District:
    id: str
    name_zh: str
    level: str
    parent: str | None
    player: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """The tree of a pack's ``districts`` table, in its order."""

    by_id: dict[str, District]

    @classmethod
    def from_table(cls, districts: pl.DataFrame) -> Places:
        columns = ("id", "name_zh", "level", "parent", "player")
        rows = districts.select(columns).iter_rows()
        return cls({row[0]: District(*row) for row in rows})

    def ancestors(self, district: str) -> tuple[str, ...]:
        """``district`` itself and all it lies in, narrowest first."""
        found: list[str] = []
        current: str | None = district
        while current is not None:
            found.append(current)
            current = self.by_id[current].parent
        return tuple(found)

    def ancestor_of_level(self, district: str, level: str) -> str | None:
        return next((a for a in self.ancestors(district) if self.by_id[a].level == level), None)

    @property
    def players(self) -> tuple[str, ...]:
        """Players in the order of the table, each once."""
        return tuple(dict.fromkeys(d.player for d in self.by_id.values() if d.player is not None))

    def owned_by(self, player: str) -> frozenset[str]:
        """The player's districts and everything that lies in them."""
        return frozenset(
            district
            for district in self.by_id
            if any(self.by_id[a].player == player for a in self.ancestors(district))
        )

    def within(self, area: str) -> frozenset[str]:
        """The area and all districts that lie in it; a corridor holds those of its player."""
        inside = {d for d in self.by_id if area in self.ancestors(d)}
        row = self.by_id[area]
        if row.level == "corridor" and row.player is not None:
            inside |= self.owned_by(row.player)
        return frozenset(inside)

    @property
    def member_districts(self) -> tuple[str, ...]:
        """Districts proper of the players: where organisations of the cluster register."""
        return tuple(d.id for d in self.by_id.values() if d.player and d.level == "district")

    def scope_of(self, district: str | None) -> Scope:
        """The narrowest scope that holds the district; an unknown place lies in the nation.

        A row that names a player is of the cluster, the city's own row included: it holds those
        of whom no more than the city is known.
        """
        if district is None:
            return "nation"
        if self.by_id[district].player is not None:
            return "cluster"
        levels: tuple[Literal["city", "province"], ...] = ("city", "province")
        for level in levels:
            homes = {self.ancestor_of_level(member, level) for member in self.member_districts}
            if self.ancestor_of_level(district, level) in homes - {None}:
                return level
        return "nation"
