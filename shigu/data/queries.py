"""Questions over all data: how sound it is, and what rests on which source."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, ForeignKey, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.data.kept import KEPT, Kept
from shigu.data.tables import title_of
from shigu.districts.actors import Actor
from shigu.districts.models import Status

EVERY_ROW = {"id", "status", "source", "note"}
SHOWN = 3


def quality(actor: Actor) -> list[dict[str, Any]]:
    """A line for each table: rows, facts, illustrations, rows without source, cells filled."""
    return [line for kept in KEPT.values() if (line := _line(actor, kept))["rows"]]


def _line(actor: Actor, kept: Kept) -> dict[str, Any]:
    rows: Any = kept.rows(actor)
    optional = _optional(kept)
    counts = rows.order_by().aggregate(
        rows=Count("pk"),
        facts=Count("pk", filter=Q(status=Status.FACT)),
        **({"unsourced": Count("pk", filter=Q(source=None))} if _has(kept, "source") else {}),
        **{f"filled_{name}": Count("pk", filter=filled) for name, filled in optional.items()},
    )
    shares = {name: counts[f"filled_{name}"] / max(1, counts["rows"]) for name in optional}
    emptiest = sorted(shares, key=lambda name: shares[name])[:SHOWN]
    return {
        "title": title_of(kept.table),
        "url": reverse("data:table", args=[kept.table.name]),
        "rows": counts["rows"],
        "facts": counts["facts"],
        "illustrative": counts["rows"] - counts["facts"],
        "unsourced": counts.get("unsourced", 0),
        "filled": sum(shares.values()) / len(shares) if shares else None,
        "emptiest": _("、").join(
            f"{title_of(kept.table.field(name))} {shares[name]:.0%}"
            for name in emptiest
            if shares[name] < 1
        ),
    }


def _has(kept: Kept, name: str) -> bool:
    return any(column.name == name for column in kept.model._meta.concrete_fields)


def _optional(kept: Kept) -> dict[str, Q]:
    """Optional columns of the table and when one is filled."""
    columns = {column.name: column for column in kept.model._meta.concrete_fields}
    return {
        field.name: _filled(columns[field.name])
        for field in kept.table.fields
        if field.presence == "optional" and field.name in columns and field.name not in EVERY_ROW
    }


def _filled(column: Any) -> Q:
    if isinstance(column, ArrayField):
        return ~Q(**{column.name: []})
    if isinstance(column, ForeignKey) or column.null:
        return Q(**{f"{column.name}__isnull": False})
    return ~Q(**{column.name: ""})


def leaning(actor: Actor) -> dict[int, int]:
    """How many rows that ``actor`` sees rest on each source, by its key."""
    found: dict[int, int] = {}
    for kept in KEPT.values():
        if not _has(kept, "source"):
            continue
        rows: Any = kept.rows(actor)
        counts = rows.order_by().exclude(source=None).values_list("source").annotate(Count("pk"))
        for source, count in counts:
            found[source] = found.get(source, 0) + count
    return found
