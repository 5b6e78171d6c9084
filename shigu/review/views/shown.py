"""Values of a proposal as a page shows them, and the row that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.registry.models import Organisation
from shigu.review.elsewhere import heard
from shigu.review.models import Kind, NewsJudgement, NewsProposal
from shigu.review.queries import ROWS
from shigu.review.seconds import Remark, Second
from shigu.review.words import MODALITIES, QUALIFIERS, label, shown
from shigu.review.writing.projects import meant

NAMED: dict[str, Any] = {"district": District, "link": Link}
WRITTEN: dict[str, Any] = NAMED | {
    "organisation": Organisation,
    "parties": Organisation,
    "zone": Zone,
}
"""What a verdict keeps by its code."""


@dataclass(frozen=True, slots=True)
class Told:
    """A field with its value, how it is meant, the numbers of its sentences; ``now`` in the row."""

    field: str
    label: str
    value: str
    modality: Any
    qualifier: Any
    time: str
    sentences: tuple[int, ...]
    second: tuple[Remark, ...] = ()
    now: str = ""


def rows_of(
    row: NewsProposal, values: Sequence[dict[str, Any]], second: Second, target: Any = None
) -> list[Told]:
    """The values with the places of their sentences in the page, and what a second reader said.

    ``target`` is the row that is meant, for what stands there now.
    """
    names = _names(values)
    return [
        Told(
            each["field"],
            label(each["field"]),
            names.get(each["field"]) or shown(row.kind, each["field"], each["value"]),
            MODALITIES.get(each["modality"], ""),
            QUALIFIERS.get(each["qualifier"] or "", ""),
            each["time"] or "",
            _sentences(row, each["statements"]),
            second.of(each["field"], each["statements"]),
            _now(row.kind, target, each["field"]),
        )
        for each in values
    ]


def _now(kind: str, target: Any, field: str) -> str:
    """What a row has in a field; empty where it has none of that name."""
    value = getattr(target, field, None)
    if value in (None, "") or callable(value):
        return ""
    if isinstance(value, Decimal):
        value = float(value)
    return str(value) if isinstance(value, Model) else shown(kind, field, value)


def others_of(row: NewsProposal) -> list[dict[str, Any]]:
    """Amounts of its page that nobody takes, with their sentences, to be filled in by a person."""
    return [
        {
            "field": each.field,
            "given": f"{each.value:.10g}",
            "label": label(each.field),
            "value": shown(row.kind, each.field, each.value),
            "whose": each.name,
            "sentence": row.document.raw[each.start : each.end].strip(),
        }
        for each in heard(row)
    ]


def target_of(actor: Actor, row: NewsProposal, last: NewsJudgement | None) -> Any:
    """The row that would be changed, or was written; none for a new one."""
    if last and last.target:
        model, column = ROWS[last.target_kind]
        return model.objects.visible_to(actor).filter(**{column: last.target}).first()
    if row.kind in (Kind.PROJECT, Kind.STAGE):
        return meant(actor, row, row.told)
    if row.target:
        model, column = ROWS[row.kind]
        return model.objects.visible_to(actor).filter(**{column: row.target}).first()
    if row.kind == Kind.POSITION:
        named = Organisation.objects.visible_to(actor).filter(name_zh=row.subject)
        return named.first()
    return None


def written(judged: NewsJudgement, field: str) -> str:
    """A value that a verdict wrote, as people read it."""
    value = judged.values[field]
    if field not in WRITTEN:
        return shown(judged.target_kind, field, value)
    codes = value if isinstance(value, list) else [value]
    names = {row.code: str(row.name) for row in WRITTEN[field].objects.filter(code__in=codes)}
    return _("、").join(names.get(code, str(code)) for code in codes)


def _names(values: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What the codes of districts and links stand for, by field."""
    return {
        each["field"]: row.name
        for each in values
        if each["field"] in NAMED
        for row in NAMED[each["field"]].objects.filter(code=each["value"])[:1]
    }


def _sentences(row: NewsProposal, statements: Sequence[int]) -> tuple[int, ...]:
    used = set(statements)
    return tuple(
        place for place, each in enumerate(row.evidence, 1) if used & set(each["statements"])
    )
