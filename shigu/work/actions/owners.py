"""Who owns a task, and who belongs to a task force, changed later."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.work.actions.tasks import held, write_step
from shigu.work.hearing import ISSUED, tell_of_task
from shigu.work.models import Task, TaskForce
from shigu.work.moves import State
from shigu.work.policies import may_lead, may_reassign


@action("work.reassign", pgettext_lazy("历史", "改派"))
def reassign(
    actor: Actor, task: Task, owner: District, with_them: Iterable[District], *, reason: str
) -> Task:
    """Give an open task to another owner and other co-owners; what it was stays in its log.

    Another owner has to accept it: it changes only while nobody works on it. Who is no party any
    more stops reading it at once.

    Raises:
        Refused: the actor does not stand for the issuer, gives no reason, or the owner is at work.
    """
    may_reassign(actor, task).require()
    say_why(reason)
    locked = held(task)
    may_reassign(actor, locked).require()
    before = locked.owner
    if owner != before:
        if locked.state not in (State.ISSUED, State.RETURNED):
            raise Refused(_("主办单位已在办理；先由它退回，再改派。"))
        locked.owner, locked.state = owner, State.ISSUED
    known = set(locked.parties)
    own = (locked.district_id, owner.pk, *(each.pk for each in with_them), locked.escalated_to_id)
    locked.parties = list(dict.fromkeys(each for each in own if each is not None))
    locked.save(update_fields=["owner", "state", "parties"])
    said = f"{before} → {owner}{_('：')}{reason}" if owner != before else reason
    write_step(actor, locked, "reassign", said, locked.district_id)
    tell_of_task(actor, locked, ISSUED, {owner.pk, *locked.parties} - (known - {owner.pk}))
    return locked


@action("work.change_members", gettext_lazy("调整专班成员"))
def change_members(
    actor: Actor, force: TaskForce, members: Iterable[tuple[District, int]], *, reason: str
) -> TaskForce:
    """Say anew who belongs to a task force; ``members`` are (district, account).

    Its head stays. What it may read is asked of the row itself, so that it follows at once.

    Raises:
        Refused: the actor does not work for the convener, or gives no reason.
    """
    may_lead(actor, force).require()
    say_why(reason)
    locked = TaskForce.objects.select_for_update(no_key=True, of=("self",)).get(pk=force.pk)
    listed = list(members)
    locked.people = list(dict.fromkeys([locked.head_id, *(who for _place, who in listed)]))
    places = (place.pk for place, _who in listed)
    locked.parties = list(dict.fromkeys([locked.district_id, *places]))
    locked.save(update_fields=["people", "parties"])
    return locked
