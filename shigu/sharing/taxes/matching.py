"""Rows of a tax file as contributions: the firm in the register, the local part by the regime."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.engine.sharing.rules.schema import language
from shigu.registry.models import Organisation
from shigu.sharing.models import FiscalRegime
from shigu.sharing.taxes.values import Fault, Paid, Sums, TaxSheet

BLOCK = 5_000
Key = tuple[int, int, int, str]
"""Firm, year, month, kind."""


@dataclass(frozen=True, slots=True)
class Collected:
    """A contribution as the file has it; ``regime`` computed its local part, if any did."""

    row: int
    organisation: int
    name: str
    year: int
    month: int
    kind: str
    gross_fen: int | None
    local_fen: int
    regime: int | None
    evidence: str

    @property
    def key(self) -> Key:
        return self.organisation, self.year, self.month, self.kind


@dataclass(frozen=True, slots=True)
class Matched:
    """The contributions of a file, their sums by kind, its own total row, and every fault."""

    rows: tuple[Collected, ...]
    totals: Sums
    stated: Sums
    encoding: str
    faults: tuple[Fault, ...]


def match(actor: Actor, district: District, sheet: TaxSheet) -> Matched:
    """Find firms and local parts; totals must tie to the file's own total row."""
    firms = _firms(actor, sheet.rows)
    regimes = Regimes(district)
    rows: list[Collected] = []
    faults = list(sheet.faults)
    seen: dict[Key, int] = {}
    for paid in sheet.rows:
        found = _collected(paid, firms.get(paid.firm, ()), regimes)
        if isinstance(found, Fault):
            faults.append(found)
        elif found.key in seen:
            words = {"other": seen[found.key], "name": found.name}
            faults.append(Fault(paid.row, "twice", words))
        else:
            seen[found.key] = paid.row
            rows.append(found)
    if not faults:
        faults += _untied(sheet)
    ordered = sorted(faults, key=lambda fault: fault.row or 0)
    return Matched(tuple(rows), _totals(rows), sheet.stated, sheet.encoding, tuple(ordered))


class Regimes:
    """The local part of each kind on a day: the district's own, else of those above it."""

    def __init__(self, district: District) -> None:
        line = list(_upwards(district))
        rows = FiscalRegime.objects.filter(district__in=line)
        self._by_place = {
            place.pk: [row for row in rows if row.district_id == place.pk] for place in line
        }

    def on(self, kind: str, day: datetime.date) -> FiscalRegime | None:
        """The regime of ``kind`` on ``day``; the one that began last where several hold."""
        for rows in self._by_place.values():
            holding = [
                row
                for row in rows
                if row.kind == kind
                and row.valid_from <= day
                and (row.valid_to is None or day < row.valid_to)
            ]
            if holding:
                return max(holding, key=lambda row: row.valid_from)
        return None


def _upwards(district: District | None) -> Iterator[District]:
    while district is not None:
        yield district
        district = district.parent


def local_part(gross_fen: int, regime: FiscalRegime) -> int:
    """The local fen of a whole tax, half to even."""
    return round(Fraction(gross_fen * regime.local_num, regime.local_den))


def _collected(paid: Paid, firms: Sequence[int], regimes: Regimes) -> Collected | Fault:
    if len(firms) != 1:
        return Fault(paid.row, "firm-several" if firms else "firm-unknown", {"value": paid.firm})
    local, regime = paid.local_fen, None
    if local is None:
        assert paid.gross_fen is not None
        if language().kinds[paid.kind].ledger == "statistics":
            local = paid.gross_fen
        else:
            regime = regimes.on(paid.kind, datetime.date(paid.year, max(paid.month, 1), 1))
            if regime is None:
                words = {"kind": paid.kind, "year": paid.year}
                return Fault(paid.row, "regime-missing", words)
            local = local_part(paid.gross_fen, regime)
    if paid.gross_fen is not None and abs(local) > abs(paid.gross_fen):
        return Fault(paid.row, "local-exceeds", {"name": paid.name})
    return Collected(
        paid.row, firms[0], paid.name, paid.year, paid.month, paid.kind, paid.gross_fen, local,
        regime.pk if regime else None, paid.evidence,
    )  # fmt: skip


def _firms(actor: Actor, rows: Iterable[Paid]) -> Mapping[str, tuple[int, ...]]:
    """What the file calls a firm → keys in the register; codes are asked for before names."""
    wanted = list(dict.fromkeys(row.firm for row in rows))
    found: dict[str, tuple[int, ...]] = {}
    for column in ("uscc", "code", "name_zh", "short_name", "name_en"):
        left = [name for name in wanted if name not in found]
        for start in range(0, len(left), BLOCK):
            block = left[start : start + BLOCK]
            rows_of = Organisation.objects.visible_to(actor).filter(**{f"{column}__in": block})
            for name, key in rows_of.values_list(column, "pk"):
                found[name] = (*found.get(name, ()), key)
    return found


def _untied(sheet: TaxSheet) -> Iterator[Fault]:
    """Where the file's own total row says something else than its rows sum to."""
    summed: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        for part, fen in (("gross", row.gross_fen), ("local", row.local_fen)):
            for kind in (row.kind, ""):
                summed[kind, part] = summed.get((kind, part), 0) + (fen or 0)
    for kind, parts in sheet.stated.items():
        for part, fen in parts.items():
            computed = summed.get((kind, part), 0)
            if computed != fen:
                words = {"kind": kind, "part": part, "stated": fen, "computed": computed}
                yield Fault(None, "total-differs", words)


def _totals(rows: Iterable[Collected]) -> dict[str, dict[str, int]]:
    totals: dict[str, dict[str, int]] = {}
    for row in rows:
        sums = totals.setdefault(row.kind, {"gross": 0, "local": 0})
        sums["gross"] += row.gross_fen or 0
        sums["local"] += row.local_fen
    return dict(sorted(totals.items()))
