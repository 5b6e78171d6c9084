"""Rows by the ids that an assessment names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from shigu.chain.models import Link
from shigu.chain.said import english, listed
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.registry.models import Organisation


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that an assessment names: its row where the reader may see it, else its id."""

    name: str
    url: str = ""


class Names:
    """Rows by the ids of an assessment, read in one query a table."""

    def __init__(
        self,
        actor: Actor,
        ids: Iterable[str],
        models: Iterable[Any] = (District, Organisation, Link),
    ) -> None:
        wanted = set(ids)
        rows: list[Model] = []
        for model in models:
            rows += model.objects.visible_to(actor).filter(code__in=wanted)
        self.rows: dict[str, Any] = {getattr(row, "code", ""): row for row in rows}

    def __call__(self, id_: str) -> Named:
        row = self.rows.get(id_)
        if row is None:
            return Named(id_)
        address = getattr(row, "get_absolute_url", None)
        short = "" if english() else getattr(row, "short_name", "")
        return Named(str(short or row.name), address() if address else "")

    def words(self, ids: Sequence[str]) -> str:
        return listed([self(id_).name for id_ in ids]) if ids else ""
