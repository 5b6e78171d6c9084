"""Rows of data packages: spaces, pools, shares, quotas; outlines of districts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.boundaries import boundaries
from shigu.districts.models import District, Zone
from shigu.districts.packrows import Outcome, Row, UnknownReference, put_rows
from shigu.districts.policies import Refused, may_write, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.territory.models import Entitlement, Pool, Quota, Space

OWNED: dict[str, tuple[type[Model], str]] = {
    "spaces": (Space, "zone"),
    "pools": (Pool, "owner"),
    "pool_entitlements": (Entitlement, "pool"),
}
"""Tables whose rows belong to a district, and the column that tells which."""
TABLES = (*OWNED, "quotas")


@action("territory.put", gettext_lazy("录入了"))
def put(actor: Actor, table: str, rows: Iterable[Row], *, reason: str = "") -> Outcome:
    """Make or change rows of one of this app's tables of a pack.

    Raises:
        Refused: the actor may not write that class of data in one of the districts.
        UnknownReference: a row names another that is not there.
    """
    if table == "quotas":
        may_write_somewhere(actor, DataClass.PLANS).require()
        return put_rows(Quota, table, rows)
    model, column = OWNED[table]
    listed = list(rows)
    standing = _standing(model, listed)
    for district in set(standing.values()):
        may_write(actor, DataClass.TERRITORY, district).require()
    outcome = Outcome()
    for district, of_district in _by_district(table, column, listed, standing).items():
        may_write(actor, DataClass.TERRITORY, district).require()
        part = put_rows(model, table, of_district, district_id=district.pk)
        outcome.created += part.created
        outcome.changed += part.changed
        outcome.same += part.same
    return outcome


def _standing(model: type[Model], rows: list[Row]) -> dict[str, District]:
    """The districts of the rows that are there already."""
    return _districts_of(model, [row["id"] for row in rows])


def _by_district(
    table: str, column: str, rows: list[Row], standing: Mapping[str, District]
) -> Mapping[District, list[Row]]:
    """Rows by the district they will belong to; without the column they stay where they are."""
    homes = _homes(column, {row[column] for row in rows if row.get(column)})
    found: defaultdict[District, list[Row]] = defaultdict(list)
    for row in rows:
        home = homes.get(row[column]) if column in row else standing.get(row["id"])
        if home is None:
            raise UnknownReference(f"{table} {row['id']}: {column} = {row.get(column)}")
        found[home].append(row)
    return found


def _homes(column: str, names: set[str]) -> dict[str, District]:
    if column == "owner":
        return _acting_for(names)
    owners: type[Model] = Zone if column == "zone" else Pool
    return _districts_of(owners, names)


def _districts_of(model: type[Model], codes: Collection[str]) -> dict[str, District]:
    rows: QuerySet[Any] = model._default_manager.filter(code__in=codes)
    return {row.code: row.district for row in rows.select_related("district")}


def _acting_for(players: set[str]) -> dict[str, District]:
    """The district of the player's own name, or the first that names it as its player."""
    named = District.objects.filter(Q(player__in=players) | Q(code__in=players)).order_by("-code")
    first = {district.player: district for district in named if district.player}
    return first | {district.code: district for district in named if district.code in players}


@action("territory.draw_boundaries", gettext_lazy("补全了区县边界"))
def draw_boundaries(actor: Actor, *, reason: str = "") -> int:
    """Give every district with a code of GB/T 2260 the boundary that is published for it.

    Districts that have one keep it. Returns how many were drawn.

    Raises:
        Refused: only the installation itself writes districts.
    """
    if not actor.everything:
        raise Refused(_("区县边界由系统安装时写入。"))
    bare = {
        district.code: district
        for district in District.objects.filter(boundary__isnull=True).exclude(gb_code="")
    }
    drawn = boundaries({code: district.gb_code for code, district in bare.items()})
    for code, rings in drawn.items():
        polygons = [[[list(point) for point in ring]] for ring in rings]
        bare[code].boundary = {"type": "MultiPolygon", "coordinates": polygons}
    District.objects.bulk_update((bare[code] for code in drawn), ["boundary"])
    return len(drawn)
