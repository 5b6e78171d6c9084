"""Firms of the loaded registry into the cluster; what a person changed there stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import BATCH
from shigu.districts.policies import may_write_somewhere, say_why
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.registry.actions.putting import write
from shigu.registry.firms.narrowing import coded
from shigu.registry.firms.query import Firms
from shigu.registry.firms.store import about
from shigu.registry.models import Organisation, RegistryRow
from shigu.registry.queries import with_codes

Row = Mapping[str, Any]
Firm = Mapping[str, Any]


@dataclass(slots=True)
class Taken:
    """Codes of organisations made, changed and left; ``kept`` are (code, column) where a person's
    value stands against the registry's."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def add(self, other: Taken) -> None:
        """Count another part in."""
        for name in ("created", "changed", "same", "kept", "gone"):
            getattr(self, name).extend(getattr(other, name))

    def said(self) -> str:
        """The outcome in one sentence."""
        return _(
            "新取入 %(created)d 家，更新 %(changed)d 家，未变 %(same)d 家；"
            "%(kept)d 处人改过的没有动。"
        ) % {
            "created": len(self.created),
            "changed": len(self.changed),
            "same": len(self.same),
            "kept": len(self.kept),
        }


@action("registry.take", gettext_lazy("从登记册取入"))
def take(actor: Actor, firms: Iterable[Firm], *, reason: str) -> Taken:
    """Make or bring up to date the organisations of firms, told by their credit code.

    Of one that is there a column takes the registry's value only where it is empty or still says
    what the registry said last; else a person changed it and it stays.

    Raises:
        Refused: a firm lies in a district that the actor does not write, or no reason.
    """
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    say_why(reason)
    places = dict(District.objects.exclude(player="").values_list("name_zh", "code"))
    told = {firm["uscc"]: told_by(firm, places) for firm in firms}
    there = with_codes(actor, told)
    last = _last_told(there.values())
    done, rows = Taken(), {}
    for code, values in told.items():
        row = there.get(code)
        rows[code] = new(code, values) if row is None else _mended(row, values, last, done)
    outcome = write(actor, list(rows.values()))
    done.created, done.changed, done.same = outcome.created, outcome.changed, outcome.same
    _remember({rows[code]["id"]: (code, values) for code, values in told.items()})
    return done


@action("registry.refresh", gettext_lazy("按登记册更新"))
def refresh(actor: Actor, loaded: Firms, *, reason: str) -> Taken:
    """Bring every organisation that was taken up to date; those that are gone are marked so.

    Raises:
        Refused: one lies in a district that the actor does not write, or no reason.
    """
    whole = Taken()
    codes = list(RegistryRow.objects.order_by("uscc").values_list("uscc", flat=True))
    for start in range(0, len(codes), BATCH):
        part = codes[start : start + BATCH]
        found = list(coded(loaded, part))
        whole.add(take(actor, found, reason=reason))
        gone = set(part) - {firm["uscc"] for firm in found}
        RegistryRow.objects.filter(uscc__in=gone, gone_at=None).update(gone_at=timezone.now())
        whole.gone.extend(sorted(gone))
    return whole


def told_by(firm: Firm, places: Mapping[str, str]) -> Row:
    """What the registry tells of a firm, as a row of the pack has it; codes of places by name."""
    return {
        "name_zh": firm["name"],
        "district": places.get(firm["district"] or "", ""),
        "address": firm["address"] or "",
        "founded": firm["founded"] or "",
        "capital_wan": firm["capital_wan"],
        "lon": firm["lon"],
        "lat": firm["lat"],
    }


def new(code: str, values: Row) -> dict[str, Any]:
    """The row of a firm that is not there yet."""
    return {
        "id": f"cc-{code.lower()}",
        "uscc": code,
        "kind": "enterprise",
        "status": "fact",
    } | dict(values)


def _last_told(rows: Iterable[Organisation]) -> dict[int, Row]:
    kept = RegistryRow.objects.filter(organisation__in=[row.pk for row in rows])
    return dict(kept.values_list("organisation", "told"))


def _mended(row: Organisation, values: Row, last: Mapping[int, Row], done: Taken) -> dict[str, Any]:
    """The columns of one that is there that nobody but the registry has set."""
    before, mended = last.get(row.pk, {}), {"id": row.code}
    for column, value in values.items():
        now = _now(row, column)
        if value in ("", None) or value == now:
            continue
        if now in ("", None) or now == before.get(column):
            mended[column] = value
        else:
            done.kept.append((row.code, column))
    return mended


def _now(row: Organisation, column: str) -> Any:
    if column == "district":
        return row.district.code if row.district else ""
    value = getattr(row, column)
    return float(value) if isinstance(value, Decimal) else value


def _remember(told: Mapping[str, tuple[str, Row]]) -> None:
    """Keep what the registry said of each organisation, by its code."""
    keys = dict(Organisation.objects.filter(code__in=told).values_list("code", "pk"))
    known, at = about(), timezone.now()
    RegistryRow.objects.bulk_create(
        (
            RegistryRow(
                organisation_id=keys[code],
                uscc=uscc,
                told=values,
                file=known.file if known else "",
                taken_at=at,
            )
            for code, (uscc, values) in told.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["uscc"],
        update_fields=["told", "file", "taken_at", "gone_at"],
    )
