"""Who keeps promises, and the answers where one may not."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Remedy
from shigu.districts.actors import Actor
from shigu.districts.policies import Answer, allow, deny, may_write
from shigu.districts.vocabulary import DataClass
from shigu.engine.promises.remedy import AFTER, Step, Taken, hindrance
from shigu.engine.promises.standing import BROKEN, State
from shigu.projects.models import Project


def may_promise(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` records promises of this project."""
    return may_write(actor, DataClass.PROJECTS, project.district)


def may_keep(actor: Actor, commitment: Commitment) -> Answer:
    """Whether ``actor`` adds evidence and changes this promise."""
    return may_write(actor, DataClass.PROJECTS, commitment.district)


def may_remedy(actor: Actor, commitment: Commitment, state: State) -> Answer:
    """Whether ``actor`` takes a step of the remedy: the deadline is over, the promise not kept."""
    if not (own := may_keep(actor, commitment)):
        return own
    if state in BROKEN or commitment.remedies.exists():
        return allow()
    return deny(_("期限未到或已经兑现，不需要处置。"))


def in_order(taken: list[Taken], wanted: Taken) -> Answer:
    """Whether the step may follow those taken."""
    found = hindrance(taken, Step(wanted.step), wanted.day)
    if found is None:
        return allow()
    return deny(found.en if get_language() == "en" else found.zh)


def next_steps(taken: list[Taken]) -> list[Remedy]:
    """The steps that may follow the last one."""
    return [Remedy(step.value) for step in AFTER[taken[-1].step if taken else None]]
