"""What the working day asks of somebody: tasks, leads, first reports, hand-overs, promises."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.board.queries.items import MOST, Item, address, mine
from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Standing
from shigu.districts.actors import Actor
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Clash, Lead
from shigu.leads.queries.leads import followed
from shigu.projects.models import HandOver
from shigu.work.models import Task
from shigu.work.moves import State
from shigu.work.queries.tasks import waits_for

NEXT = {
    State.ISSUED: gettext_lazy("签收"),
    State.ACCEPTED: gettext_lazy("办理后报办结"),
    State.DONE: gettext_lazy("销号，或退回"),
    State.RETURNED: gettext_lazy("改后重新交办"),
}


def errands(actor: Actor, today: datetime.date) -> Iterator[Item]:
    """What waits for the actor's districts, of each kind the most pressing first."""
    yield from _tasks(actor, today)
    yield from _leads(actor, today)
    yield from _clashes(actor)
    yield from _hand_overs(actor)
    yield from _promises(actor, today)


def _tasks(actor: Actor, today: datetime.date) -> Iterator[Item]:
    rows = Task.objects.visible_to(actor).filter(waits_for(actor)).order_by("deadline", "id")
    for row in rows[:MOST]:
        state = "wrong" if row.deadline < today else "waiting"
        step = str(NEXT[State(row.state)])
        yield Item(state, _("任务“%s”") % row.title, step, row.get_absolute_url(), row.deadline)


def _leads(actor: Actor, today: datetime.date) -> Iterator[Item]:
    rows = (
        Lead.objects.visible_to(actor)
        .filter(followed(), project__responsible__in=[actor.id], next_due__lte=today)
        .select_related("project")
        .order_by("next_due", "id")
    )
    for row in rows[:MOST]:
        state = "wrong" if row.next_due < today else "waiting"
        what = _("线索“%s”该跟踪了") % row.project
        yield Item(state, what, _("记一次洽谈"), row.get_absolute_url(), row.next_due)


def _clashes(actor: Actor) -> Iterator[Item]:
    rows = (
        Clash.objects.visible_to(actor)
        .filter(district__in=mine(actor, DataClass.PROJECTS), asked_at__isnull=True)
        .filter(state__in=(Clash.State.CLOSED, Clash.State.ASKED))
        .select_related("claim")
    )
    for row in rows[:MOST]:
        what = _("首报“%s”有撞单") % row.claim.firm_name
        yield Item("waiting", what, _("同意公开，或提请裁定"), row.get_absolute_url())


def _hand_overs(actor: Actor) -> Iterator[Item]:
    rows = (
        HandOver.objects.visible_to(actor)
        .filter(state=HandOver.State.PROPOSED)
        .filter(to_district__in=mine(actor, DataClass.PROJECTS))
        .select_related("from_district")
    )
    for row in rows[:MOST]:
        what = _("%(who)s提出流转：%(what)s") % {"who": row.from_district, "what": row.name}
        page = address("projects:hand_over", row.pk)
        yield Item("waiting", what, _("看概况，接收或说明不接收"), page)


def _promises(actor: Actor, today: datetime.date) -> Iterator[Item]:
    """Promises about to fall due, and broken ones where nothing has been done yet."""
    rows = (
        Commitment.objects.visible_to(actor)
        .standing(today)
        .filter(district__in=mine(actor, DataClass.PROJECTS), remedies__isnull=True)
        .filter(state__in=(Standing.DUE_SOON, Standing.PARTLY, Standing.MISSED))
        .select_related("project")
        .order_by("due", "id")
    )
    for row in rows[:MOST]:
        soon = row.state == Standing.DUE_SOON
        what = _("承诺将到期：%s") if soon else _("承诺到期未兑现：%s")
        step = _("催办，登记证据") if soon else _("登记证据，或发履约通知")
        yield Item(
            "waiting" if soon else "wrong", what % row, step, row.get_absolute_url(), row.due
        )
