"""A person's verdict: accepted as it stands, corrected, or rejected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.review.landing import landed_at
from shigu.review.models import NewsJudgement, NewsProposal, State, Verdict
from shigu.review.policies import may_judge, may_write_kind
from shigu.review.sources import source_of
from shigu.review.writing import WRITERS, Order, Written

Values = Mapping[str, Any]


@action("review.accept", gettext_lazy("采纳资讯"))
def accept(
    actor: Actor, proposal: NewsProposal, corrected: Values | None = None, *, reason: str = ""
) -> NewsJudgement:
    """Write what is proposed through the verb of its app, with the article as its source.

    ``corrected`` are all values as the person has them; without it those of the proposal are
    taken, facts only.

    Raises:
        Refused: another has judged it, the actor may not write there, or something is missing;
            nothing has changed.
    """
    locked = held(actor, proposal)
    values = locked.told if corrected is None else dict(corrected)
    if not values:
        raise Refused(_("这条提议只有计划，没有可写入的事实；要写入请改后采纳。"))
    why = reason.strip() or _("采纳自《%s》") % locked.document
    order = Order(actor, locked, values, source_of(locked.document), why)
    written = WRITERS[locked.kind](order)
    as_proposed = corrected is None or values == locked.told
    verdict = Verdict.ACCEPTED if as_proposed else Verdict.CORRECTED
    return _judged(actor, locked, verdict, why, written)


@action("review.reject", gettext_lazy("否定资讯"))
def reject(actor: Actor, proposal: NewsProposal, *, reason: str) -> NewsJudgement:
    """Say that a proposal is wrong or unwanted; the same words do not propose it again.

    Raises:
        Refused: another has judged it, the actor may not write there, or no reason.
    """
    locked = held(actor, proposal)
    say_why(reason)
    return _judged(actor, locked, Verdict.REJECTED, reason.strip(), None)


def held(actor: Actor, proposal: NewsProposal) -> NewsProposal:
    """The proposal, kept from others until the transaction ends, still waiting.

    Raises:
        Refused: somebody was faster (who and when is told), or the actor may not judge it.
    """
    may_write_kind(actor, proposal).require()
    rows = NewsProposal.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.select_related("document").get(pk=proposal.pk)
    last = locked.judgements.first()
    if not locked.is_open and last is not None:
        raise Refused(
            _("%(who)s已于 %(at)s %(verdict)s这一条，您的判断没有写入。")
            % {
                "who": last.by_name,
                "at": f"{timezone.localtime(last.at):%Y-%m-%d %H:%M:%S}",
                "verdict": last.get_verdict_display(),
            }
        )
    may_judge(actor, locked).require()
    return locked


def _judged(
    actor: Actor, proposal: NewsProposal, verdict: Verdict, reason: str, written: Written | None
) -> NewsJudgement:
    told: dict[str, Any] = {"target_kind": proposal.kind}
    if written:
        told = {
            "target_kind": written.kind,
            "target": written.target,
            "values": dict(written.values),
            "before": dict(written.before),
            "made": written.made,
            "version": written.version,
            "district": written.district,
        }
    made = NewsJudgement.objects.create(
        proposal=proposal,
        verdict=verdict,
        reason=reason,
        by_id=actor.id,
        by_name=actor.name,
        **told,
    )
    proposal.state, proposal.changes = State(verdict.value), {}
    proposal.landing = landed_at(proposal, written) if written else None
    proposal.save(update_fields=["state", "changes", "landing"])
    return made
