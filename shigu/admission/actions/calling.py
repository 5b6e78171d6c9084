"""Calling an evaluation meeting and putting projects on its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.admission.models import Evaluation, Panel, ScoreSheet
from shigu.admission.policies import may_put_up
from shigu.admission.telling import PUT_UP, ask, tell_members
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import at_work, reads
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project
from shigu.work.actions import call_meeting
from shigu.work.policies import may_issue_for


@action("admission.call", pgettext_lazy("历史", "召集评审会"))
def call(
    actor: Actor,
    district: District,
    values: Mapping[str, Any],
    sheet: ScoreSheet,
    people: Iterable[int],
    *,
    invited: Iterable[District] = (),
    reason: str = "",
) -> Panel:
    """Call an evaluation meeting; ``values`` are those of a meeting, ``people`` its members.

    Raises:
        Refused: the actor does not work for ``district``, there are no members, or one has no
            seat at a district that is asked to come.
        ValidationError: a value of the meeting is missing or out of range.
    """
    may_issue_for(actor, district).require()
    meeting = call_meeting(actor, district, values, invited=invited, reason=reason)
    listed = list(dict.fromkeys(people))
    seated = {person for place in meeting.parties for person in at_work(place)}
    if not listed or not seated.issuperset(listed):
        raise Refused(_("评委须是参会单位里办理协同事项的人，至少一位。"))
    panel = Panel.objects.create(district=district, meeting=meeting, sheet=sheet, people=listed)
    ask(actor, panel)
    return panel


@action("admission.put_up", gettext_lazy("提请评审"))
def put_up(actor: Actor, panel: Panel, project: Project, *, reason: str = "") -> Evaluation:
    """Put a project on the agenda; the members that read its district's projects score it.

    Raises:
        Refused: another district's project, the wrong stage, the meeting was held, none of the
            members reads the project, or it waits at a meeting already.
    """
    locked = Project.objects.select_for_update(no_key=True).filter(pk=project.pk).first()
    may_put_up(actor, locked or project).require()
    if panel.meeting.held:
        raise Refused(_("会议已经召开；请列入下一次会议。"))
    if Evaluation.objects.filter(project=project, decision="").exists():
        raise Refused(_("这个项目已在一次会议的议程上，还没有结论。"))
    people = [each for each in panel.people if reads(each, DataClass.PROJECTS, project.district_id)]
    if not people:
        told = {"district": project.district}
        raise Refused(_("评委里没有人看得到%(district)s的项目；请召集单位调整评委。") % told)
    made = Evaluation.objects.create(
        district=project.district, project=project, meeting=panel.meeting, people=people
    )
    tell_members(actor, made, PUT_UP)
    return made
