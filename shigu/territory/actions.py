"""What people do with spaces: put them on record, hold them, let them go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.boundaries import boundaries
from shigu.districts.models import District, FencedQuerySet, Zone
from shigu.districts.packrows import Outcome, Row, UnknownReference, put_rows
from shigu.districts.policies import Refused, may_write, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation
from shigu.territory.models import Entitlement, Occupancy, Pool, Quota, Space
from shigu.territory.policies import (
    has_room,
    has_size,
    is_let_itself,
    is_offered,
    may_keep,
    still_holds,
)
from shigu.territory.queries import Wish, holdings

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


@action("territory.change", gettext_lazy("修改了空间"))
def change(actor: Actor, space: Space, values: Mapping[str, Any], *, reason: str) -> Space:
    """Change what is on record of a space.

    Raises:
        Refused: another district's space or zone, no reason, or its tenants would not fit in.
    """
    _may_change(actor, space, reason)
    locked = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.district = locked.zone.district
    may_keep(actor, locked).require()
    still_holds(locked, holdings(actor, locked, timezone.localdate())).require()
    locked.save()
    return locked


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


@action("territory.occupy", gettext_lazy("登记了占用"))
def occupy(
    actor: Actor,
    space: Space,
    *,
    start: date,
    end: date | None = None,
    area_m2: Decimal | None = None,
    organisation: Organisation | None = None,
    basis: str,
    reason: str,
) -> Occupancy:
    """Let a space, or a part of one that is divided, from ``start`` until the day before ``end``.

    Raises:
        Refused: another district's space, no reason, no size, or someone is there: the message
            says who, when, and which day is free next.
    """
    wish = Wish(start, end, area_m2)
    locked = _granted(actor, space, wish, reason)
    return _hold(locked, wish, organisation, basis, None)


@action("territory.reserve", gettext_lazy("登记了预留"))
def reserve(
    actor: Actor,
    space: Space,
    *,
    start: date,
    end: date | None = None,
    area_m2: Decimal | None = None,
    organisation: Organisation | None = None,
    basis: str,
    expires_on: date,
    reason: str,
) -> Occupancy:
    """Keep a space for someone; without confirmation it is free again after ``expires_on``.

    Raises:
        Refused: as for ``occupy``; or the space is not on offer on that day, or the reservation
            would be over already.
    """
    wish = Wish(start, end, area_m2)
    if expires_on < timezone.localdate():
        raise Refused(_("预留到期日须在今天或以后。"))
    is_offered(space, wish).require()
    locked = _granted(actor, space, wish, reason)
    return _hold(locked, wish, organisation, basis, expires_on)


@action("territory.confirm", gettext_lazy("把预留转为占用"))
def confirm(actor: Actor, held: Occupancy, *, basis: str, reason: str) -> Occupancy:
    """Turn a reservation into an occupation, now that it rests on a contract.

    Raises:
        Refused: another district's space, no reason, or the reservation lapsed.
    """
    _may_change(actor, held.space, reason)
    _lapse(Occupancy.objects.filter(space=held.space))
    kept = Occupancy.objects.select_for_update(no_key=True).filter(pk=held.pk).first()
    if kept is None:
        raise Refused(_("这项预留已到期；请重新登记。"))
    kept.state, kept.basis, kept.expires_on = Occupancy.State.OCCUPIED, basis, None
    kept.save()
    return kept


@action("territory.release", gettext_lazy("结束了占用"))
def release(actor: Actor, held: Occupancy, *, on: date, reason: str) -> Occupancy | None:
    """End an occupancy on a day; what had not begun by then is taken off, and history keeps it.

    Raises:
        Refused: another district's space, no reason, or it ends before that day anyway.
    """
    _may_change(actor, held.space, reason)
    kept = Occupancy.objects.select_for_update(no_key=True).filter(pk=held.pk).first()
    if kept is None:
        raise Refused(_("这项占用已经结束。"))
    if kept.period.upper is not None and on >= kept.period.upper:
        raise Refused(_("这项占用到 %s 为止，不必再结束。") % kept.period.upper)
    if on <= kept.period.lower:
        kept.delete()
        return None
    kept.period = DateRange(kept.period.lower, on)
    kept.save()
    return kept


@action("territory.lapse", gettext_lazy("预留到期"))
def lapse(actor: Actor, *, reason: str = "预留到期") -> int:
    """Take every reservation off that has expired; how many there were."""
    return _lapse(Occupancy.objects.all())


def _may_change(actor: Actor, space: Space, reason: str) -> None:
    may_keep(actor, space).require()
    if not reason.strip():
        raise Refused(_("请写明事由。"))


def _granted(actor: Actor, space: Space, wish: Wish, reason: str) -> Space:
    """The space, locked until the end of the transaction, with room for the wish."""
    _may_change(actor, space, reason)
    locked = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    _lapse(Occupancy.objects.filter(space=locked))
    is_let_itself(locked).require()
    has_size(locked, wish).require()
    has_room(locked, holdings(actor, locked, timezone.localdate()), wish).require()
    return locked


def _hold(
    space: Space,
    wish: Wish,
    organisation: Organisation | None,
    basis: str,
    expires_on: date | None,
) -> Occupancy:
    state = Occupancy.State.OCCUPIED if expires_on is None else Occupancy.State.RESERVED
    return Occupancy.objects.create(
        district_id=space.district_id,
        space=space,
        organisation=organisation,
        period=DateRange(wish.start, wish.end),
        area_m2=wish.area_m2 if space.divisible else space.capacity_m2,
        state=state,
        basis=basis,
        expires_on=expires_on,
    )


def _lapse(among: FencedQuerySet[Occupancy]) -> int:
    """How many reservations among these were over; they are no more."""
    lapsed, _of_models = among.filter(expires_on__lt=timezone.localdate()).delete()
    return lapsed
