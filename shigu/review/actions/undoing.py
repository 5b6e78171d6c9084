"""Taking a verdict back, while nothing leans on what it wrote."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.districts.versions import version_of
from shigu.review.models import Kind, NewsJudgement, NewsProposal, State, Verdict
from shigu.review.policies import may_undo, may_write_kind
from shigu.review.queries import last_verdict, row_written
from shigu.review.writing.removing import remove
from shigu.review.writing.restoring import restore


@action("review.undo", pgettext_lazy("历史", "撤销判断"))
def undo(actor: Actor, proposal: NewsProposal, *, reason: str) -> NewsJudgement:
    """Take the last verdict back: what it changed is as before, what it made is gone.

    Raises:
        Refused: nothing is judged, the actor may not write there, the row changed since, or
            something leans on it; nothing has changed.
    """
    may_write_kind(actor, proposal).require()
    rows = NewsProposal.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.select_related("document").get(pk=proposal.pk)
    last = last_verdict(actor, locked)
    may_undo(actor, locked, last).require()
    say_why(reason)
    assert last is not None
    if last.target:
        _taken_back(actor, last, reason)
    locked.state, locked.landing = State.PROPOSED, None
    locked.save(update_fields=["state", "landing"])
    return NewsJudgement.objects.create(
        proposal=locked,
        verdict=Verdict.UNDONE,
        target_kind=last.target_kind,
        target=last.target,
        values=last.before,
        before=last.values,
        reason=reason.strip(),
        by_id=actor.id,
        by_name=actor.name,
        district=last.district,
    )


def _taken_back(actor: Actor, last: NewsJudgement, reason: str) -> None:
    row = row_written(actor, last)
    if row is None:
        raise Refused(_("写入的记录已经不在，无从撤销。"))
    if version_of(row) != last.version:
        raise Refused(_("采纳以后又有人改过这条记录；请在它的页面上改正。"))
    if last.made:
        remove(actor, row, reason)
    else:
        restore(actor, Kind(last.target_kind), row, last.before, reason)
