"""A changed page: what leaned on its words is looked at again, and is told what changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shigu.engine.text.proposals.values import Proposal as Proposed
from shigu.ingest.models import Document
from shigu.review.models import OPEN, TAKEN, NewsJudgement, NewsProposal, State, Verdict

SYSTEM = "系统"


def judged_before(document: Document) -> dict[str, NewsProposal]:
    """What people judged of the versions before this one, by key; the latest version's."""
    found: dict[str, NewsProposal] = {}
    for version in versions_before(document):
        for row in version.proposals.filter(state__in=(*TAKEN, State.REJECTED)):
            found.setdefault(row.key, row)
    return found


def versions_before(document: Document) -> list[Document]:
    """The versions of the page before this one, the latest first."""
    found: list[Document] = []
    earlier = document.earlier
    while earlier is not None:
        found.append(earlier)
        earlier = earlier.earlier
    return found


def reopen(document: Document, found: Sequence[Proposed]) -> None:
    """Reopen what was accepted on words that ``document`` no longer has; rows stay as written.

    What was still open of the versions before gives way to what this one proposes.
    """
    now = {each.key: {one.field: one.value for one in each.values} for each in found}
    for version in versions_before(document):
        rows = version.proposals.select_for_update().select_related("document")
        for row in rows.filter(state__in=(*TAKEN, *OPEN)):
            gone = gone_from(row, document)
            if row.state == State.PROPOSED:
                row.state = State.SUPERSEDED
                row.save(update_fields=["state"])
            elif row.state in TAKEN and gone:
                _reopened(row, document, gone, now.get(row.key))


def gone_from(row: NewsProposal, document: Document) -> list[str]:
    """The sentences of a proposal that a later version of its page does not have."""
    return [quote for quote in row.quotes if quote.strip() not in document.raw]


def _reopened(
    row: NewsProposal, document: Document, gone: list[str], now: dict[str, object] | None
) -> None:
    differs = {
        name: value for name, value in (now or {}).items() if row.told.get(name) not in (value,)
    }
    row.state = State.REOPENED
    row.changes = {"document": document.pk, "gone": gone, "now": differs, "read": now is not None}
    row.save(update_fields=["state", "changes"])
    words = _("新版页面里没有了：%s") % " ".join(f"“{quote.strip()}”" for quote in gone)
    NewsJudgement.objects.create(
        proposal=row,
        verdict=Verdict.REOPENED,
        target_kind=row.kind,
        by_name=SYSTEM,
        reason=words,
    )
