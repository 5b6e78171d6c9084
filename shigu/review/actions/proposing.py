"""Asking documents for proposals; what a person has judged is never touched by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.verbs import action
from shigu.engine.text.claims import READER
from shigu.engine.text.proposals.values import Proposal as Proposed
from shigu.ingest.models import Document
from shigu.review.actions.reopening import judged_before, reopen, versions_before
from shigu.review.bridge import documents_waiting, known, link_keys, proposed, row_of, same
from shigu.review.models import DocumentRead, NewsProposal, State
from shigu.review.policies import may_read_in

AT_A_TIME = 200
"""So many articles are read in one go."""


@action("review.read_in", _("送研判"))
def read_in(actor: Actor, *, most: int = AT_A_TIME, reason: str = "") -> int:
    """Ask the articles that nobody asked yet, the earliest first; how many were asked.

    Raises:
        Refused: the actor keeps no register.
    """
    may_read_in(actor).require()
    waiting = list(documents_waiting(actor)[:most])
    for document in waiting:
        propose(actor, document)
    return len(waiting)


@action("review.propose", _("提出提议"))
def propose(actor: Actor, document: Document, *, reason: str = "") -> list[NewsProposal]:
    """Keep what a document proposes; asking it again changes what is open and nothing judged.

    A version after another reopens what leaned on sentences that are gone, takes the place of
    what was still open, and does not ask again what was judged on the same words.

    Raises:
        Refused: the actor keeps no register.
    """
    may_read_in(actor).require()
    locked = Document.objects.select_for_update(no_key=True, of=("self",))
    document = locked.select_related("earlier").get(pk=document.pk)
    links = link_keys(actor)
    found = proposed(document, known(actor, document))
    settled = judged_before(document)
    standing = {row.key: row for row in document.proposals.select_for_update()}
    kept = [
        row
        for each in found
        if (row := _kept(document, each, row_of(document, each, links), standing, settled))
    ]
    _withdraw(standing, {each.key for each in found})
    if document.earlier:
        reopen(document, found)
    DocumentRead.objects.update_or_create(document=document, defaults={"reader": READER})
    return kept


def _kept(
    document: Document,
    each: Proposed,
    columns: Mapping[str, Any],
    standing: Mapping[str, NewsProposal],
    settled: Mapping[str, NewsProposal],
) -> NewsProposal | None:
    """The row of a proposal, made or brought up to date; none where a person has answered it."""
    row = standing.get(each.key)
    if row is None:
        before = settled.get(each.key)
        if (before and _says_the_same(before, columns)) or _told_already(document, each, columns):
            return None
        return NewsProposal.objects.create(document=document, key=each.key, **columns)
    if row.state == State.PROPOSED and not same(row, columns):
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
    return row


def _says_the_same(before: NewsProposal, columns: Mapping[str, Any]) -> bool:
    """Whether a later version proposes what was judged already, on the same words."""
    hashes = {each["sha256"] for each in columns["evidence"]}
    return (
        before.told == _values(columns) and {each["sha256"] for each in before.evidence} == hashes
    )


def _told_already(document: Document, each: Proposed, columns: Mapping[str, Any]) -> bool:
    """Whether another page of the same story proposes the same: a copy asks nothing twice."""
    versions = [document.pk, *(version.pk for version in versions_before(document))]
    others = NewsProposal.objects.filter(document__family=document.family_id, key=each.key)
    rows = others.exclude(document__in=versions).exclude(state=State.SUPERSEDED)
    return any(row.told == _values(columns) for row in rows)


def _values(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {each["field"]: each["value"] for each in columns["values"]}


def _withdraw(standing: Mapping[str, NewsProposal], found: set[str]) -> None:
    """What is open and no longer read out of the document gives way."""
    for key, row in standing.items():
        if key not in found and row.state == State.PROPOSED:
            row.state = State.SUPERSEDED
            row.save(update_fields=["state"])
