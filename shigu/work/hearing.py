"""Who hears of a task or a meeting, and the kinds of notices about them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.scope import at_work
from shigu.face.pieces import Words
from shigu.work.actions.notices import notify
from shigu.work.kinds import AMONG_MEMBERS, Kind, in_both, kind
from shigu.work.models import Task, TaskForce

ISSUED = kind("work.issued", _("新任务"), _("%(who)s交办“%(title)s”，%(deadline)s 前办结"))
MOVED = kind("work.moved", _("任务进展"), _("%(who)s：“%(title)s”%(what)s"))
REPLIED = kind("work.replied", _("任务答复"), _("%(who)s答复了“%(title)s”"))
ATTACHED = kind("work.attached", _("任务附件"), _("%(who)s给“%(title)s”加了附件"))
REMINDED = kind("work.reminded", _("催办"), _("%(who)s催办“%(title)s”，期限 %(deadline)s"))
ESCALATED = kind("work.escalated", _("逾期上报"), _("“%(title)s”由%(owner)s主办，已上报督办"))
DUE = kind(
    "work.due",
    _("任务到期"),
    _("“%(title)s”由%(owner)s主办，应于 %(deadline)s 前办结，还没有报办结"),
)
CALLED = kind("work.called", pgettext_lazy("一个", "会议"), _("%(who)s召集“%(title)s”，%(when)s"))


def tell_of_task(
    actor: Actor, task: Task, about: Kind, places: Iterable[int], what: Words = ""
) -> None:
    """Tell the people who answer for some parties of a task, each in the name of their district."""
    inputs = {
        "who": actor.name,
        "title": task.title,
        "deadline": f"{task.deadline:%Y-%m-%d}",
        **in_both("owner", lambda: task.owner.name),
        **in_both("what", lambda: str(what)),
    }
    tell(actor, about, places, inputs, task.get_absolute_url(), task.force)


def tell(
    actor: Actor,
    about: Kind,
    places: Iterable[int],
    inputs: dict[str, str],
    address: str,
    force: TaskForce | None,
) -> None:
    """Tell who writes tasks in these districts, as far as the task force lets them read."""
    if force is not None and force.open_to == TaskForce.OpenTo.MEMBERS:
        inputs = inputs | {AMONG_MEMBERS: force.name}
    told: set[int] = set()
    for place in District.objects.filter(pk__in=set(places)):
        people = [each for each in at_work(place.pk) if each not in told and _reads(each, force)]
        told.update(people)
        notify(actor, people, about, place, inputs, address=address)


def _reads(person: int, force: TaskForce | None) -> bool:
    return force is None or force.open_to == TaskForce.OpenTo.DISTRICTS or person in force.people
