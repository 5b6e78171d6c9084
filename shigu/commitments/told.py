"""What news tells of a project as planned or agreed, and a person took over: it may be promised."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse

from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import name_of, unit_of
from shigu.districts.actors import Actor
from shigu.engine.promises.deadlines import last_day
from shigu.face.pieces import Evidence as Card
from shigu.face.pieces import Source
from shigu.ingest.models import Statement
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from shigu.review.models import TAKEN, Kind, NewsJudgement, NewsProposal
from shigu.review.queries import leaning

AMOUNTS = {"invest_wan": "investment", "output_wan": "output", "tax_wan": "tax", "jobs": "jobs"}
DAYS: dict[str, str] = {Stage.STARTED: "start", Stage.PRODUCING: "production"}
AHEAD = frozenset({Statement.Modality.PLANNED, Statement.Modality.AGREED})


@dataclass(frozen=True, slots=True)
class Told:
    """A plan or an agreement in one sentence of an accepted proposal, by the number it has there.

    ``start`` is where it begins in the page, ``promise`` what was recorded of it already.
    """

    proposal: NewsProposal
    number: int
    indicator: str
    amount: Decimal | None
    due: datetime.date | None
    project: Project
    statement: int = 0
    start: int = 0
    promise: Commitment | None = None

    @property
    def sentence(self) -> str:
        """The sentence of the page."""
        return sentence(self.proposal, self.number)

    @property
    def excerpt(self) -> str:
        """Of what it rests on, the sentence that says it."""
        place, document = _place(self.proposal, self.number, self.start), self.proposal.document
        span = self.proposal.evidence[place - 1]
        return str(document.raw[span["start"] : span["end"]]).strip()

    @property
    def card(self) -> Card:
        """The sentence with the way to it."""
        return card(self.proposal, self.number, self.start)

    @property
    def name(self) -> str:
        """The indicator in the language of the reader."""
        return name_of(self.indicator)

    @property
    def unit(self) -> str:
        """The unit of the amount in the language of the reader."""
        return unit_of(self.indicator)

    @property
    def form(self) -> str:
        """Where it is recorded as a promise."""
        address = reverse("commitments:new", args=[self.project.pk])
        return f"{address}?statement={self.statement}"


def told_of(actor: Actor, project: Project) -> list[Told]:
    """What was accepted of the project and speaks of what is to come, in the order of the news."""
    rows = leaning(actor, Kind.PROJECT, [str(project.pk)])
    found = [each for row in rows for each in _ahead(row, project)]
    return list(_known(actor, found)) if found else []


def sentence(proposal: NewsProposal, number: int) -> str:
    """The sentence of a proposal in which a statement stands."""
    raw = proposal.document.raw
    spans = (each for each in proposal.evidence if number in each["statements"])
    return " ".join(raw[each["start"] : each["end"]].strip() for each in spans)


def card(proposal: NewsProposal, number: int, start: int) -> Card:
    """That sentence, with the way to where it says so in the page of the proposal.

    What is not taken over any more tells how it stands.
    """
    document = proposal.document
    address = f"{proposal.get_absolute_url()}#s{_place(proposal, number, start)}"
    source = Source(str(document), url=address, at=document.published)
    state = "" if proposal.state in TAKEN else proposal.get_state_display()
    return Card(sentence(proposal, number), 0, 0, source, state, "judged")


def behind(promise: Commitment) -> Card | None:
    """The sentence, taken over by a person for the project, that a promise was recorded from."""
    said = promise.statement
    if said is None:
        return None
    rows = NewsProposal.objects.select_related("document").filter(
        document=said.document_id,
        kind=Kind.PROJECT,
        judgements__target=str(promise.project_id),
        evidence__contains=[{"statements": [said.number]}],
    )
    found = rows.order_by("made_at", "id").first()
    return card(found, said.number, said.start) if found else None


def _place(proposal: NewsProposal, number: int, start: int) -> int:
    """Which of its sentences says it, counted from one: others may only name whom it is of."""
    own = (
        (each["start"] <= start < each["end"], -place)
        for place, each in enumerate(proposal.evidence, 1)
        if number in each["statements"]
    )
    return -max(own, default=(False, -1))[1]


def _ahead(judged: NewsJudgement, project: Project) -> Iterator[Told]:
    """Facts as the person wrote them, plans as the page tells them."""
    proposal = judged.proposal
    if proposal.kind != Kind.PROJECT or proposal.state not in TAKEN:
        return
    for each in proposal.values:
        if each["field"] in judged.values:
            yield from _told(proposal, each | {"value": judged.values[each["field"]]}, project)
    for each in proposal.plans:
        yield from _told(proposal, each, project)


def _told(proposal: NewsProposal, each: dict[str, Any], project: Project) -> Iterator[Told]:
    field, value = each["field"], each["value"]
    if each["modality"] not in AHEAD:
        return
    number, due = each["statements"][0], last_day(each["time"] or "")
    if field in AMOUNTS and isinstance(value, int | float) and value > 0:
        amount = Decimal(str(value))
        yield Told(proposal, number, AMOUNTS[field], amount, due, project)
    elif field == "stage" and value in DAYS:
        yield Told(proposal, number, DAYS[value], None, due, project)


def _known(actor: Actor, found: Iterable[Told]) -> Iterator[Told]:
    """With their statements, and the promises that were recorded of them."""
    listed = list(found)
    rows = Statement.objects.visible_to(actor).filter(
        document__in={each.proposal.document_id for each in listed},
        number__in={each.number for each in listed},
    )
    kept = {(row.document_id, row.number): row for row in rows.defer("said")}
    made = Commitment.objects.visible_to(actor).filter(
        project=listed[0].project, statement__in=kept.values()
    )
    promises = {row.statement_id: row for row in made}
    for each in listed:
        if row := kept.get((each.proposal.document_id, each.number)):
            yield replace(each, statement=row.pk, start=row.start, promise=promises.get(row.pk))
