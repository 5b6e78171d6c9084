"""From a computed settlement to the ledgers: proposed, agreed to by every party, posted.

Who proposes does not agree; each party agrees through one of its own finance officers. Who may not
is refused before rows are held, for they are held by who may change them, and found by nobody
else; what stands is asked again once they are.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django import app

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.sharing import writing
from shigu.sharing.models import Approval, Period, Reopening, Run, State
from shigu.sharing.policies import (
    may_answer,
    may_ask_to_reopen,
    may_keep,
    may_post,
    may_propose,
    may_reopen,
    may_withdraw,
    person,
    seats_as_party,
    unanswered,
)


@action("sharing.propose", gettext_lazy("提请各方同意"))
def propose(actor: Actor, run: Run, *, reason: str = "") -> Run:
    """Put a settlement to the parties.

    Raises:
        Refused: another's agreement, not computed, the year is closed or has a proposal.
    """
    may_keep(actor, run.agreement).require()
    _period, run = _held(run)
    may_propose(actor, run).require()
    run.state, run.proposed_by_id, run.proposed_at = State.PROPOSED, person(actor), timezone.now()
    run.save()
    _stand(run.period, Period.State.PROPOSED)
    return run


@action("sharing.answer", gettext_lazy("对结算表态"))
def answer(actor: Actor, run: Run, *, agrees: bool, reason: str = "") -> list[Approval]:
    """Agree or object for each party one acts for; an objection needs its reason.

    Raises:
        Refused: not proposed, the actor proposed it or acts for no party that is waited for.
    """
    may_answer(actor, run).require()
    if not agrees:
        say_why(reason)
    return [
        Approval.objects.create(
            run=run,
            agreement_id=run.agreement_id,
            keeper_id=run.district_id,
            district=seat,
            player=seat.player,
            agrees=agrees,
            user_id=person(actor),
            reason=reason.strip(),
        )
        for seat in seats_as_party(actor, unanswered(run))
    ]


@action("sharing.withdraw", pgettext_lazy("历史", "撤回提请"))
def withdraw(actor: Actor, run: Run, *, reason: str) -> Run:
    """Take a proposal back; what the parties said stays on record.

    Raises:
        Refused: another's agreement, not proposed, or no reason.
    """
    say_why(reason)
    may_keep(actor, run.agreement).require()
    period, run = _held(run)
    may_withdraw(actor, run).require()
    run.state = State.WITHDRAWN
    run.save()
    again = Run.objects.filter(period=period, state=State.POSTED).exists()
    _stand(period, Period.State.REOPENED if again else Period.State.OPEN)
    return run


@action("sharing.post", pgettext_lazy("历史", "入账"))
def ask_to_post(actor: Actor, run: Run, *, reason: str = "") -> Run:
    """Have an agreed settlement written into the ledgers, in the background.

    Raises:
        Refused: another's agreement, a party has not agreed, or it is posted already.
    """
    may_keep(actor, run.agreement).require()
    _period, run = _held(run)
    may_post(actor, run).require()
    run.state, run.posted_by_id, run.posted_at = State.POSTING, actor.id, timezone.now()
    run.save()
    app.configure_task("sharing.post").defer(run=str(run.pk), user=actor.id)
    return run


@action("sharing.enter", pgettext_lazy("历史", "写入账簿"))
def post(actor: Actor, run_id: UUID) -> bool:
    """Write an agreed settlement into both ledgers and close the year, all at once.

    Where the year was posted before, entries that differ are reversed and written anew; those
    that are alike stay. ``False`` if it was posted already.
    """
    period, run = _held(Run.objects.get(pk=run_id))
    if run.state != State.POSTING:
        return False
    before = Run.objects.filter(period=period, state=State.POSTED).first()
    writing.post_entries(run)
    if before is not None:
        before.state = State.SUPERSEDED
        before.save()
    run.state = State.POSTED
    run.save()
    _stand(period, Period.State.CLOSED)
    return True


@action("sharing.ask_to_reopen", pgettext_lazy("历史", "提出重开"))
def ask_to_reopen(actor: Actor, period: Period, *, reason: str) -> Reopening:
    """Ask for a closed year to be opened again; another person has to confirm.

    Raises:
        Refused: another's agreement, not closed, asked already, or no reason.
    """
    say_why(reason)
    may_keep(actor, period.agreement).require()
    period = Period.objects.select_for_update().get(pk=period.pk)
    may_ask_to_reopen(actor, period).require()
    return Reopening.objects.create(
        agreement_id=period.agreement_id,
        district_id=period.district_id,
        period=period,
        reason=reason.strip(),
        asked_by_id=person(actor),
    )


@action("sharing.reopen", pgettext_lazy("历史", "确认重开"))
def reopen(actor: Actor, reopening: Reopening, *, reason: str = "") -> Period:
    """Open a year again as the second person. Its entries stay; what differs will be reversed.

    Raises:
        Refused: the one who asked, of no party, or done already.
    """
    may_reopen(actor, reopening.period, reopening.asked_by_id).require()
    period = Period.objects.select_for_update().get(pk=reopening.period_id)
    reopening = Reopening.objects.select_for_update().get(pk=reopening.pk)
    if reopening.confirmed_at is not None:
        raise Refused(_("已经重开过了。"))
    may_reopen(actor, period, reopening.asked_by_id).require()
    reopening.confirmed_by_id, reopening.confirmed_at = actor.id, timezone.now()
    reopening.save(update_fields=["confirmed_by", "confirmed_at"])
    return _stand(period, Period.State.REOPENED)


def _held(run: Run) -> tuple[Period, Run]:
    """The year and the settlement as they are now, held until the transaction ends."""
    period = Period.objects.select_for_update().get(pk=run.period_id)
    return period, Run.objects.select_for_update(of=("self",)).select_related(
        "period", "agreement__district"
    ).get(pk=run.pk)


def _stand(period: Period, state: Period.State) -> Period:
    period.state = state
    period.save(update_fields=["state"])
    return period
