"""The story of one project: from the first lead to full output, each line with its record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shigu.admission.models import Evaluation
from shigu.commitments.models import Commitment
from shigu.counting.models import CapitalEvent
from shigu.districts.actors import Actor
from shigu.leads.models import Claim, Talk
from shigu.plans.models import Placement
from shigu.projects.models import HandOver, KeptFor, Project, StageChange
from shigu.sharing.models import HandOverTerms


@dataclass(frozen=True, slots=True)
class Line:
    """What happened on a day: its kind, the sentence, the record it is told from."""

    day: datetime.date
    kind: str
    what: str
    url: str
    more: str = ""


def story(actor: Actor, project: Project) -> list[Line]:
    """What the actor may read of a project's way, the earliest first."""
    lines = (line for told in TOLD for line in told(actor, project))
    return sorted(lines, key=lambda line: line.day)


def _steps(actor: Actor, project: Project) -> Iterator[Line]:
    address = f"{project.get_absolute_url()}#steps"
    for row in StageChange.objects.visible_to(actor).filter(project=project).order_by("place"):
        yield Line(row.on, _("阶段"), row.get_to_stage_display(), address, row.reason)


def _claims(actor: Actor, project: Project) -> Iterator[Line]:
    for row in Claim.objects.visible_to(actor).filter(project=project):
        what = _("首报%(firm)s，保护到 %(day)s") % {
            "firm": row.firm_name, "day": row.protected_until,
        }  # fmt: skip
        yield Line(_day(row.filed_at), pgettext("一个", "首报"), what, row.get_absolute_url())


def _talks(actor: Actor, project: Project) -> Iterator[Line]:
    address = f"{project.get_absolute_url()}#talks"
    for row in Talk.objects.visible_to(actor).filter(project=project):
        what = _("第 %(round)s 轮%(kind)s：%(topics)s") % {
            "round": row.round, "kind": row.get_kind_display(), "topics": row.topics,
        }  # fmt: skip
        yield Line(_day(row.at), _("洽谈"), what, address, row.agreed)


def _hand_overs(actor: Actor, project: Project) -> Iterator[Line]:
    rows = HandOver.objects.visible_to(actor).filter(project_id=project.pk)
    for row in rows.select_related("from_district", "to_district"):
        address = reverse("projects:hand_over", args=[row.pk])
        told = {"origin": row.from_district, "target": row.to_district}
        what = _("提出流转：%(origin)s → %(target)s") % told
        yield Line(_day(row.proposed_at), _("流转"), what, address, row.reason)
        if row.answered_at is not None:
            what = f"{row.get_state_display()}"
            yield Line(_day(row.answered_at), _("流转"), what, address, row.answer)


def _agreements(actor: Actor, project: Project) -> Iterator[Line]:
    rows = HandOverTerms.objects.visible_to(actor).filter(hand_over__project_id=project.pk)
    for row in rows.select_related("agreement", "hand_over"):
        what = _("按 %(agreement)s %(clause)s 分享") % {
            "agreement": row.agreement, "clause": row.clause,
        }  # fmt: skip
        day = _day(row.hand_over.proposed_at)
        yield Line(day, _("协议"), what, row.agreement.get_absolute_url())


def _evaluations(actor: Actor, project: Project) -> Iterator[Line]:
    rows = Evaluation.objects.visible_to(actor).filter(project=project)
    for row in rows.select_related("meeting"):
        address = row.get_absolute_url()
        yield Line(_day(row.put_up_at), _("会商评审"), str(row.meeting), address)
        if row.decided_on is not None:
            yield Line(row.decided_on, _("会商评审"), row.get_decision_display(), address, row.said)


def _spaces(actor: Actor, project: Project) -> Iterator[Line]:
    rows = KeptFor.objects.visible_to(actor).filter(project=project)
    for row in rows.select_related("reservation__space", "host"):
        kept = row.reservation
        what = _("预留%(space)s，到 %(day)s") % {"space": kept, "day": kept.expires_on}
        yield Line(kept.made_on, _("空间"), what, kept.get_absolute_url())
        if kept.ended_on is not None:
            what = f"{kept}{_('：')}{kept.get_stage_display()}"
            yield Line(kept.ended_on, _("空间"), what, kept.get_absolute_url())
    placed = Placement.objects.visible_to(actor).filter(
        project=project, plan__adopted_at__isnull=False
    )
    for place in placed.select_related("plan", "space"):
        if place.plan.adopted_at is not None:
            address = f"{place.plan.get_absolute_url()}#placement-{place.pk}"
            what = _("采纳的方案安排在%s") % place.space
            yield Line(_day(place.plan.adopted_at), _("方案"), what, address)


def _promises(actor: Actor, project: Project) -> Iterator[Line]:
    rows = Commitment.objects.visible_to(actor).filter(project=project)
    for row in rows.select_related("project"):
        what = _("承诺的%s到期") % row.indicator_name
        yield Line(row.due, _("履约"), what, row.get_absolute_url())
        if row.met_on is not None:
            what = _("兑现承诺的%s") % row.indicator_name
            yield Line(row.met_on, _("履约"), what, row.get_absolute_url())


def _counted(actor: Actor, project: Project) -> Iterator[Line]:
    rows = CapitalEvent.objects.visible_to(actor).filter(project=project, cancels__isnull=True)
    gone = CapitalEvent.objects.visible_to(actor).filter(project=project).values("cancels")
    for row in rows.exclude(pk__in=gone.filter(cancels__isnull=False)):
        address = reverse("counting:telling", args=[project.pk])
        yield Line(row.day, _("统计"), row.get_kind_display(), address, row.reason)


def _day(at: datetime.datetime) -> datetime.date:
    return timezone.localtime(at).date()


TOLD = (
    _steps,
    _claims,
    _talks,
    _hand_overs,
    _agreements,
    _evaluations,
    _spaces,
    _promises,
    _counted,
)
