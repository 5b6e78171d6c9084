"""Districts and people by the names that officers write into cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Q

from shigu.districts.actors import Actor
from shigu.districts.models import District, Membership, User, Zone
from shigu.districts.queries import standing
from shigu.districts.working import Reference, Unfound
from shigu.engine.hints import nearest_name

Row = TypeVar("Row")
Names = Callable[[], Iterable[str]]


def district_named(actor: Actor, _district: District, text: str) -> District:
    """A district by its code or name, in Chinese also without 区.

    Raises:
        Unfound: none, or several.
    """
    rows = District.objects.visible_to(actor)
    asked = Q(code=text) | Q(name_zh__in=(text, f"{text}区", f"{text}市")) | Q(name_en__iexact=text)
    return the_only(list(rows.filter(asked)), text, lambda: rows.values_list("name_zh", flat=True))


def person_named(_actor: Actor, district: District, text: str) -> User:
    """Somebody with a seat in the district, or at its player, by full name or account.

    Raises:
        Unfound: nobody, or several.
    """
    people = _people(district)
    found = people.filter(Q(full_name=text) | Q(username=text))
    one: User = the_only(list(found), text, lambda: people.values_list("full_name", flat=True))
    return one


def zone_named(actor: Actor, _district: District, text: str) -> Zone:
    """A zone by its code or name.

    Raises:
        Unfound: none, or several.
    """
    rows = Zone.objects.visible_to(actor).defer("geometry")
    found = rows.filter(code=text) or rows.filter(Q(name_zh=text) | Q(name_en__iexact=text))
    return the_only(list(found), text, lambda: rows.values_list("name_zh", flat=True))


def the_only(found: list[Row], text: str, names: Names) -> Row:
    """The only one.

    Raises:
        Unfound: several, or none with the nearest of ``names``.
    """
    if len(found) == 1:
        return found[0]
    if found:
        raise Unfound(text, several=True)
    near = nearest_name(text, names())
    raise Unfound(text, [near] if near else [])


def _people(district: District) -> Any:
    seats = Membership.objects.filter(
        standing(), Q(district=district) | Q(district__code=district.player or district.code)
    )
    return User.objects.filter(pk__in=seats.values("user"), is_active=True)


def _districts(actor: Actor, _district: District) -> Iterable[str]:
    return District.objects.visible_to(actor).order_by("code").values_list("name_zh", flat=True)


def _zones(actor: Actor, district: District) -> Iterable[str]:
    rows = Zone.objects.visible_to(actor).filter(district=district)
    return rows.order_by("code").values_list("name_zh", flat=True)


DISTRICT = Reference(district_named, lambda row: row.name_zh, _districts)
PERSON = Reference(
    person_named,
    lambda row: row.username,
    lambda _actor, district: _people(district).values_list("full_name", flat=True),
)
ZONE = Reference(zone_named, lambda row: row.code, _zones)
