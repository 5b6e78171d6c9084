"""Who judges proposals: whoever may change what would be changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Answer, allow, deny, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.review.models import Kind, NewsJudgement, NewsProposal

WRITTEN: dict[str, DataClass] = {
    Kind.ORGANISATION: DataClass.REGISTRY,
    Kind.PROJECT: DataClass.PROJECTS,
    Kind.STAGE: DataClass.PROJECTS,
    Kind.SPACE: DataClass.TERRITORY,
    Kind.PARTNERSHIP: DataClass.REGISTRY,
    Kind.POSITION: DataClass.CHAIN,
}
"""The class of data that a kind of proposal is written into."""


def may_write_kind(actor: Actor, proposal: NewsProposal) -> Answer:
    """Whether ``actor`` writes what such proposals change, in some district."""
    return may_write_somewhere(actor, WRITTEN[proposal.kind])


def may_judge(actor: Actor, proposal: NewsProposal) -> Answer:
    """Whether ``actor`` accepts, corrects or rejects: writes that class, and it is open.

    In which district is asked by the verb that writes.
    """
    answer = may_write_kind(actor, proposal)
    if not answer:
        return answer
    if not proposal.is_open:
        return deny(_("这条提议%s，不再等待判断。") % proposal.get_state_display())
    return allow()


def may_undo(actor: Actor, proposal: NewsProposal, last: NewsJudgement | None) -> Answer:
    """Whether ``actor`` takes the last verdict on a proposal back."""
    answer = may_write_kind(actor, proposal)
    if not answer:
        return answer
    if proposal.is_open or last is None:
        return deny(_("还没有判断，无从撤销。"))
    if proposal.state == "superseded":
        return deny(_("这条提议已被新版页面取代。"))
    return allow()


def may_read_in(actor: Actor) -> Answer:
    """Whether ``actor`` has new articles read for proposals: keeps a register."""
    return may_write_somewhere(actor, DataClass.REGISTRY)


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """The kinds of proposals that ``actor`` judges."""
    return tuple(kind for kind, written in WRITTEN.items() if actor.writes_somewhere(written))
