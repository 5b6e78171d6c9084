"""How far organisations are from the cluster, by what is known of their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shigu.engine.pack.read import Pack
from shigu.engine.plan.places import Places
from shigu.engine.plan.wishes import distance_km

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Distances:
    """``cluster`` are its zones with a point, or its districts where no zone has one; ``points``
    are those of all districts."""

    places: Places
    cluster: tuple[Row, ...]
    points: Mapping[str, Row]

    @classmethod
    def of(cls, pack: Pack, places: Places) -> Distances:
        points = {row["id"]: row for row in _placed(pack, "districts")}
        zones = tuple(_placed(pack, "zones"))
        members = tuple(points[key] for key in places.member_districts if key in points)
        return cls(places, zones or members, points)

    def km(self, organisation: Row) -> float | None:
        """To the nearest point of the cluster from the organisation's own point, else from that
        of its district or of the narrowest area around it that has one."""
        start = organisation if _has_point(organisation) else self._around(organisation["district"])
        if start is None or not self.cluster:
            return None
        return min(distance_km(start, place) for place in self.cluster)

    def _around(self, district: str | None) -> Row | None:
        areas = self.places.ancestors(district) if district else ()
        return next((self.points[area] for area in areas if area in self.points), None)


def _placed(pack: Pack, table: str) -> list[Row]:
    return [row for row in pack.tables[table].iter_rows(named=True) if _has_point(row)]


def _has_point(row: Row) -> bool:
    return row["lon"] is not None and row["lat"] is not None
