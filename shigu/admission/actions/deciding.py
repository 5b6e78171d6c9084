"""What the meeting decides of a project, and conditions as tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.admission.models import Evaluation, Proviso, Score
from shigu.admission.policies import may_conclude, may_decide, may_hand_on
from shigu.admission.telling import DECIDED, tell_members
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.work.actions import issue
from shigu.work.models import Task

Decision = Evaluation.Decision
CONCLUSIONS = (Decision.ADMITTED, Decision.DEFERRED, Decision.REFUSED)


@action("admission.decide", pgettext_lazy("历史", "评审结论"))
def decide(
    actor: Actor,
    evaluation: Evaluation,
    decision: str,
    *,
    said: str,
    conditions: Sequence[Mapping[str, Any]] = (),
    reason: str = "",
) -> Evaluation:
    """Record what was decided; ``conditions`` are mappings of text, owner and deadline.

    Raises:
        Refused: another district called the meeting, it is decided, not more than half of the
            members have handed in, the stage is another, or an admission against a veto.
        ValidationError: a condition is incomplete.
    """
    locked = _locked(actor, evaluation)
    if decision not in CONCLUSIONS:
        raise Refused(_("结论是准入、缓议或不予准入。"))
    may_conclude(locked).require()
    for place, each in enumerate(conditions, start=1):
        row = Proviso(district_id=locked.district_id, evaluation=locked, position=place, **each)
        row.full_clean(exclude=["evaluation", "district"])
        row.save()
    _close(locked, decision, said)
    if decision == Decision.ADMITTED and _vetoed(locked):
        raise Refused(_("有评委提出否决项，本次会议不能准入；可以缓议，补正后再上会。"))
    tell_members(actor, locked, DECIDED)
    return locked


@action("admission.withdraw", pgettext_lazy("历史", "撤下议题"))
def withdraw(actor: Actor, evaluation: Evaluation, *, reason: str) -> Evaluation:
    """Take a project off the agenda; what was handed in stays.

    Raises:
        Refused: another district called the meeting, it is decided, or there is no reason.
    """
    locked = _locked(actor, evaluation)
    say_why(reason)
    _close(locked, Decision.WITHDRAWN, reason)
    return locked


@action("admission.hand_on", gettext_lazy("准入条件转为任务"))
def hand_on(actor: Actor, condition: Proviso, *, reason: str = "") -> Task:
    """Make a condition a task of its owner, once.

    Raises:
        Refused: another district called the meeting, or it is a task already.
    """
    evaluation = condition.evaluation
    may_hand_on(actor, evaluation).require()
    held = Proviso.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    if held.task_id is not None:
        raise Refused(_("这一项已经转为任务。"))
    meeting = evaluation.meeting
    values = {
        "kind": Task.Kind.DECISION,
        "title": held.text,
        "owner": held.owner,
        "deadline": held.deadline,
        "force": meeting.force,
        "subject_label": meeting.title,
        "subject_address": evaluation.get_absolute_url(),
        "status": meeting.status,
    }
    held.task = issue(actor, meeting.district, values)
    held.save(update_fields=["task"])
    return held.task


def _locked(actor: Actor, evaluation: Evaluation) -> Evaluation:
    may_decide(actor, evaluation).require()
    rows = Evaluation.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("project", "district", "meeting__district")
    return found.get(pk=evaluation.pk)


def _vetoed(closed: Evaluation) -> bool:
    """Asked once it is closed: before, who has not handed in does not read the points."""
    return Score.objects.filter(evaluation=closed).exclude(vetoes=[]).exists()


def _close(row: Evaluation, decision: str, said: str) -> None:
    if not said.strip():
        raise Refused(_("请写明评审意见。"))
    row.decision, row.said, row.decided_on = decision, said.strip(), timezone.localdate()
    row.save(update_fields=["decision", "said", "decided_on"])
