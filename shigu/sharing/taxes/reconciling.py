"""A tax file against what the district has already: the same, changed, new, firms that lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shigu.districts.models import District
from shigu.registry.models import Organisation
from shigu.sharing.models import Contribution
from shigu.sharing.taxes.matching import Collected, Key

FIELDS = ("gross_fen", "local_fen", "regime_id", "evidence")
MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class Reconciled:
    """``changed`` pairs a row with what stood there; ``missing`` are firms of the same years and
    months that the file does not have, with the local fen that stay as they are."""

    new: tuple[Collected, ...]
    changed: tuple[tuple[Collected, Contribution], ...]
    same: int
    missing: tuple[dict[str, Any], ...]

    @property
    def told(self) -> dict[str, Any]:
        """What the page shows of it."""
        changes = [_change(row, before) for row, before in self.changed[:MOST_TOLD]]
        return {"changes": changes, "missing": list(self.missing[:MOST_TOLD])}

    @property
    def counts(self) -> tuple[int, int, int]:
        """New, changed, the same."""
        return len(self.new), len(self.changed), self.same


def reconcile(district: District, rows: Iterable[Collected]) -> Reconciled:
    """Compare with the contributions of ``district`` in the years and months of the file."""
    listed = list(rows)
    standing = _standing(district, {row.year for row in listed})
    new = [row for row in listed if row.key not in standing]
    known = [(row, standing[row.key]) for row in listed if row.key in standing]
    changed = [(row, before) for row, before in known if _differs(row, before)]
    return Reconciled(
        tuple(new),
        tuple(changed),
        len(known) - len(changed),
        tuple(_missing(listed, standing)),
    )


def _standing(district: District, years: set[int]) -> Mapping[Key, Contribution]:
    rows = Contribution.objects.filter(district=district, year__in=years)
    return {(row.organisation_id, row.year, row.month, row.kind): row for row in rows}


def _differs(row: Collected, before: Contribution) -> bool:
    now = (row.gross_fen, row.local_fen, row.regime, row.evidence or before.evidence)
    return now != tuple(getattr(before, name) for name in FIELDS)


def _missing(listed: list[Collected], standing: Mapping[Key, Contribution]) -> list[dict[str, Any]]:
    firms = {row.organisation for row in listed}
    months = {(row.year, row.month) for row in listed}
    lacking: dict[tuple[int, int], int] = {}
    for (firm, year, month, _kind), row in standing.items():
        if firm not in firms and (year, month) in months:
            lacking[firm, year] = lacking.get((firm, year), 0) + row.local_fen
    names = dict(
        Organisation.objects.filter(pk__in={firm for firm, _ in lacking}).values_list(
            "pk", "name_zh"
        )
    )
    told = [
        {"name": names[firm], "year": year, "local_fen": fen}
        for (firm, year), fen in lacking.items()
    ]
    return sorted(told, key=lambda each: (each["year"], each["name"]))


def _change(row: Collected, before: Contribution) -> dict[str, Any]:
    return {
        "row": row.row,
        "name": row.name,
        "year": row.year,
        "month": row.month,
        "kind": row.kind,
        "gross": [before.gross_fen, row.gross_fen],
        "local": [before.local_fen, row.local_fen],
    }
