"""Documents of tasks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.papers import checked_name
from shigu.districts.verbs import action
from shigu.work.actions.tasks import write_step
from shigu.work.hearing import ATTACHED, tell_of_task
from shigu.work.models import Task, TaskFile
from shigu.work.policies import may_reply


@action("work.attach", gettext_lazy("加入附件"))
def attach(actor: Actor, task: Task, name: str, content: bytes, *, reason: str = "") -> TaskFile:
    """Add a document to a task, in the name of the party for which the actor works.

    Raises:
        Refused: the actor sits with no party, or the file is empty, too large or of another kind.
    """
    may_reply(actor, task).require()
    kept = checked_name(name, content)
    step = write_step(actor, task, "attach", kept)
    made = TaskFile.objects.create(
        task=task,
        district_id=step.district_id,
        name=kept,
        size=len(content),
        added_by_id=actor.id,
        content=content,
    )
    tell_of_task(actor, task, ATTACHED, task.parties)
    return made
