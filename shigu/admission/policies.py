"""Who calls, puts up, judges and decides, and the answers where one may not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.admission.models import Ballot, Evaluation, Panel
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from shigu.work.policies import may_issue, may_issue_for

PUT_UP_AT = (Stage.VISIT, Stage.EVALUATION)
"""A project comes onto an agenda while it is visited or once it is put to the meeting."""


def may_call(actor: Actor) -> Answer:
    """Whether ``actor`` calls evaluation meetings in the name of any district."""
    return may_issue(actor)


def may_keep(actor: Actor, panel: Panel) -> Answer:
    """Whether ``actor`` keeps this meeting: works for the district that called it."""
    return may_issue_for(actor, panel.district)


def may_adopt(actor: Actor) -> Answer:
    """Whether ``actor`` adopts score sheets for any district."""
    return may_write_somewhere(actor, DataClass.PROJECTS)


def may_adopt_for(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` adopts score sheets for ``district``."""
    return may_write(actor, DataClass.PROJECTS, district)


def may_put_up(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` brings this project to a meeting."""
    if project.stage not in PUT_UP_AT:
        stages = _("、").join(str(stage.label) for stage in PUT_UP_AT)
        return deny(
            _("%(project)s现在是%(stage)s；%(stages)s阶段的项目才上会。")
            % {"project": project, "stage": project.get_stage_display(), "stages": stages}
        )
    return may_write(actor, DataClass.PROJECTS, project.district)


def may_judge(actor: Actor, evaluation: Evaluation) -> Answer:
    """Whether ``actor`` hands in points: a member that has not yet, while it is open."""
    if actor.id not in evaluation.people:
        return deny(_("由本次会议看得到这个项目的评委打分。"))
    if not evaluation.is_open:
        return deny(_("已有结论：%s。") % evaluation.get_decision_display())
    if Ballot.objects.filter(evaluation=evaluation, person_id=actor.id).exists():
        return deny(_("您已交表；交表后不再改分。"))
    return allow()


def may_decide(actor: Actor, evaluation: Evaluation) -> Answer:
    """Whether ``actor`` records what the meeting decided of a project: who called the meeting."""
    if not evaluation.is_open:
        return deny(_("已有结论：%s。") % evaluation.get_decision_display())
    return may_issue_for(actor, evaluation.meeting.district)


def may_conclude(evaluation: Evaluation) -> Answer:
    """Whether enough is there for a conclusion: the stage, and more than half of the points."""
    if evaluation.project.stage != Stage.EVALUATION:
        return deny(_("项目还没有提交会商；先由%s改到会商准入阶段。") % evaluation.district)
    handed_in = Ballot.objects.filter(evaluation=evaluation).count()
    if 2 * handed_in <= len(evaluation.people):
        told = {"in": handed_in, "all": len(evaluation.people)}
        return deny(_("%(all)s 位评委交了 %(in)s 份；过半交表才能作结论。") % told)
    return allow()


def may_hand_on(actor: Actor, evaluation: Evaluation) -> Answer:
    """Whether ``actor`` makes conditions tasks: who called the meeting."""
    return may_issue_for(actor, evaluation.meeting.district)
