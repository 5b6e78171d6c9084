"""Who may give tasks, tell people, and let groups be told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.work.models import Task, TaskForce
from shigu.work.moves import CLOSED, MOVES


def may_notify(actor: Actor) -> Answer:
    """Whether ``actor`` tells anybody anything."""
    return may_write_somewhere(actor, DataClass.WORK)


def may_keep_robots(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` lets chat groups be told of ``district``."""
    return may_write(actor, DataClass.PEOPLE, district)


def may_issue(actor: Actor) -> Answer:
    """Whether ``actor`` gives tasks and calls meetings in the name of any district."""
    return may_write_somewhere(actor, DataClass.WORK)


def may_issue_for(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` gives tasks and calls meetings in the name of ``district``."""
    return may_write(actor, DataClass.WORK, district)


def sides_of(actor: Actor, task: Task) -> tuple[str, ...]:
    """On which sides of a task ``actor`` stands: the issuer's, the owner's, both or none."""
    sides = (("issuer", task.district_id), ("owner", task.owner_id))
    return tuple(side for side, place in sides if actor.writes(DataClass.WORK, place))


def may_move(actor: Actor, task: Task, verb: str) -> Answer:
    """Whether ``actor`` takes a task along one row of its table."""
    rows = [move for move in MOVES if move.verb == verb]
    if not any(move.before == task.state for move in rows):
        return deny(_("“%s”的任务现在不能这样办。") % task.get_state_display())
    side = rows[0].side
    return may_write(actor, DataClass.WORK, task.district if side == "issuer" else task.owner)


def may_reassign(actor: Actor, task: Task) -> Answer:
    """Whether ``actor`` gives a task to other owners: its issuer, while it is open."""
    if task.state in CLOSED:
        return deny(_("任务已经办结。"))
    return may_write(actor, DataClass.WORK, task.district)


def may_lead(actor: Actor, force: TaskForce) -> Answer:
    """Whether ``actor`` says who belongs to a task force: who works for its convener."""
    return may_write(actor, DataClass.WORK, force.district)


def may_reply(actor: Actor, task: Task) -> Answer:
    """Whether ``actor`` writes what the parties of a task read: one that sits with a party."""
    if speaking_for(actor, task) is not None:
        return allow()
    return deny(_("任务由相关单位的人员答复。"))


def may_escalate(actor: Actor, task: Task) -> Answer:
    """Whether ``actor`` lets the level above follow a task: its issuer or its owner."""
    if actor.everything or sides_of(actor, task):
        return allow()
    return deny(_("任务由交办单位或主办单位上报。"))


def speaking_for(actor: Actor, task: Task) -> int | None:
    """The party of a task in whose name ``actor`` speaks: owner, issuer, then the others."""
    order = (task.owner_id, task.district_id, *task.parties)
    return next((place for place in order if actor.writes(DataClass.WORK, place)), None)
