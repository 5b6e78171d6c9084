"""What a second reader said of the values of a proposal: agrees, differs, or says more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shigu.engine.text.second import PREFIX
from shigu.ingest.models import SecondReading, Statement
from shigu.ingest.models import State as Done
from shigu.review.models import NewsProposal

OURS = frozenset({"link", "short_name", "share", "zone"})
"""Fields that follow from a statement by our own rules: agreement on it says nothing of them."""
SILENT, UNASKED = "silent", "unasked"
STANDINGS: dict[str, Any] = {
    "differs": _("不同"),
    "agrees": _("一致"),
    "added": _("另说"),
    SILENT: _("没有说到"),
    UNASKED: _("没有问过"),
}
READ = Q(document__in=Statement.objects.by_second().order_by().values("document")) | Q(
    document__in=SecondReading.objects.filter(state=Done.DONE).order_by().values("document")
)
"""A second reader has read the page, whatever came of it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One statement of a second reader: how it stands to the machine's, its words, its model."""

    verdict: str
    said: Statement

    @property
    def model(self) -> str:
        """The name of the model that speaks."""
        return self.said.extractor.removeprefix(PREFIX)


@dataclass(frozen=True, slots=True)
class Second:
    """All remarks on a proposal: by number of the machine's statement, and what is added.

    ``spoke`` says whether a second reader has read the page at all.
    """

    spoke: bool = False
    on: Mapping[int, Sequence[Remark]] = field(default_factory=dict)
    added: tuple[Remark, ...] = ()

    def of(self, name: str, statements: Iterable[int]) -> tuple[Remark, ...]:
        """The remarks on a value: all that differ, or one that agrees; none where none is."""
        if name in OURS:
            return ()
        found = [each for number in statements for each in self.on.get(number, ())]
        differing = {each.said.pk: each for each in found if each.verdict == "contradicts"}
        return tuple(differing.values()) or tuple(found[:1])


def second_of(row: NewsProposal) -> Second:
    """What second readers said of ``row``, by one query."""
    said = list(row.document.statements.by_second().select_related("document"))
    return remarks(row, said)


def remarks(row: NewsProposal, said: Sequence[Statement]) -> Second:
    """The same of the statements of its document by second readers, which are at hand."""
    on: dict[int, list[Remark]] = {}
    for each in said:
        agreement = each.said["agreement"]
        for number in agreement["against"]:
            on.setdefault(number, []).append(Remark(agreement["verdict"], each))
    added = (Remark("alone", each) for each in said if _adds(row, each))
    return Second(bool(said), on, tuple(added))


def counted(row: NewsProposal, second: Second) -> dict[str, int]:
    """How many fields it agrees with and differs on, and how much it adds."""
    verdicts = [
        found[0].verdict
        for each in (*row.values, *row.plans)
        if (found := second.of(each["field"], each["statements"]))
    ]
    return {
        "differs": verdicts.count("contradicts"),
        "agrees": verdicts.count("confirmed"),
        "added": len(second.added),
    }


def standing(row: NewsProposal, said: Sequence[Statement]) -> str:
    """How second readers stand to it on the whole: one difference outweighs what agrees."""
    told = counted(row, remarks(row, said))
    return next((name for name, n in told.items() if n), SILENT)


def standings(rows: QuerySet[Any]) -> dict[UUID, str]:
    """The same of every proposal among ``rows`` whose page a second reader has read."""
    few = rows.order_by().select_related(None).prefetch_related(None)
    read = list(few.filter(READ).only("document", "subject", "values", "plans", "evidence"))
    of_page: dict[int, list[Statement]] = {}
    pages = {row.document_id for row in read}
    for each in Statement.objects.by_second().filter(document__in=pages):
        of_page.setdefault(each.document_id, []).append(each)
    return {row.pk: standing(row, of_page.get(row.document_id, ())) for row in read}


def tally(rows: QuerySet[Any], found: int) -> dict[str, int]:
    """How many of the ``found`` rows stand how."""
    known = Counter(standings(rows).values())
    return {name: known[name] for name in STANDINGS} | {UNASKED: found - known.total()}


def standing_so(rows: QuerySet[Any], asked: str) -> QuerySet[Any]:
    """Those of ``rows`` to which second readers stand as is asked for."""
    if asked == UNASKED:
        return rows.exclude(READ)
    keys = [key for key, name in standings(rows).items() if name == asked]
    return rows.filter(pk__in=keys)


def _adds(row: NewsProposal, each: Statement) -> bool:
    """Whether only the second says it, of whom the proposal is about or in its sentences."""
    if each.said["agreement"]["verdict"] != "alone" or each.kind == Statement.Kind.ENTITY:
        return False
    return row.subject in _names(each.name, each.said) or any(
        one["start"] <= each.start < one["end"] for one in row.evidence
    )


def _names(name: str, said: Mapping[str, Any]) -> set[str]:
    named = said.get("named") or {}
    return {name, *(one["name"] for one in named.values() if "name" in one)}
