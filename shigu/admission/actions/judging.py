"""Handing in points: once, for oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.admission.models import Evaluation, Score
from shigu.admission.policies import may_judge
from shigu.admission.said import faults
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.engine.admission.scoring import ScoreError, checked, total


@action("admission.hand_in", gettext_lazy("交评分表"))
def hand_in(
    actor: Actor,
    evaluation: Evaluation,
    points: Mapping[str, Any],
    *,
    vetoes: Sequence[str] = (),
    remark: str = "",
    reason: str = "",
) -> Score:
    """Hand in one's points of a project; ``vetoes`` are codes of the sheet's items.

    Raises:
        Refused: no member, handed in already, decided already, points that do not fit the sheet,
            an item that is not on it, or a veto without a remark.
    """
    may_judge(actor, evaluation).require()
    assert actor.id is not None
    sheet = evaluation.meeting.panel.sheet.sheet
    try:
        given = checked(sheet, points)
    except ScoreError as error:
        raise Refused(faults(sheet, error)) from error
    if set(vetoes) - {each.code for each in sheet.vetoes}:
        raise Refused(_("评分表上没有这一否决项。"))
    if vetoes and not remark.strip():
        raise Refused(_("否决须写明理由。"))
    return Score.objects.create(
        district_id=evaluation.district_id,
        evaluation=evaluation,
        person_id=actor.id,
        points={code: str(value) for code, value in given.items()},
        total=total(given),
        vetoes=list(dict.fromkeys(vetoes)),
        remark=remark.strip(),
    )
