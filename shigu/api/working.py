"""What the working day is made of, as the API tells it: notices."""

from __future__ import annotations

from django.db.models import QuerySet
from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Short
from shigu.api.resources import Filter, Resource
from shigu.districts.actors import Actor
from shigu.districts.vocabulary import DataClass
from shigu.work.models import Notice

router = Router()


def own_notices(actor: Actor) -> QuerySet[Notice]:
    """One's own notices about what the token reads."""
    reach = actor.readable.get(DataClass.WORK, frozenset())
    return Notice.objects.filter(person=actor.id, district__in=reach)


def _unread(rows: QuerySet[Notice], wanted: bool) -> QuerySet[Notice]:  # noqa: FBT001
    return rows.filter(read_at__isnull=wanted)


NOTICES = Resource(
    "notices",
    "Notice",
    Notice,
    own_notices,
    {
        "id": "id",
        "kind": "kind",
        "inputs": "inputs",
        "address": "address",
        "district": "district__code",
        "created_at": "created_at",
        "read_at": "read_at",
    },
    {
        "kind": Filter("kind", Short, "事项 · kind"),
        "unread": Filter(_unread, bool, "未读 · unread"),
    },
    order=("created_at",),
    about="本人的通知 · one's notices",
)
RESOURCES = (NOTICES,)
for each in RESOURCES:
    add(router, each)
