"""The remedy of a broken promise, step by step; steps are only added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.commitments.actions.proving import File, keep
from shigu.commitments.bridge import found_of, promise_of, taken_of
from shigu.commitments.models import Commitment, RemedyStep
from shigu.commitments.policies import in_order, may_keep, may_remedy
from shigu.commitments.vocabulary import Remedy
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.engine.promises.remedy import Step, Taken
from shigu.engine.promises.standing import state


@action("commitments.remedy", pgettext_lazy("历史", "履约处置"))
def take_step(
    actor: Actor,
    commitment: Commitment,
    values: Mapping[str, Any],
    file: File | None = None,
    *,
    reason: str,
) -> RemedyStep:
    """Take the next step: ``step``, ``day``, ``until`` (cure), ``amount_wan`` (penalty).

    Raises:
        Refused: another district's, the promise is not broken, the step is out of order, dated
            ahead, lacks what it needs, or has no reason.
    """
    may_keep(actor, commitment).require()
    row = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    today = timezone.localdate()
    may_remedy(actor, row, state(promise_of(row), found_of(row), today)).require()
    say_why(reason)
    fresh = RemedyStep(
        district_id=row.district_id, commitment=row, user_id=actor.id, reason=reason, **values
    )
    _check(fresh, row, today)
    fresh.document = keep(row, file)
    fresh.full_clean(exclude=["commitment", "document", "district", "user"])
    fresh.save()
    return fresh


def _check(fresh: RemedyStep, row: Commitment, today: Any) -> None:
    wanted = Taken(Step(fresh.step), fresh.day, fresh.until)
    in_order(taken_of(row), wanted).require()
    if fresh.day > today:
        raise Refused(_("处置的日期不能晚于今天。"))
    if (fresh.step == Remedy.CURE) != (fresh.until is not None):
        raise Refused(_("限期整改写明期满日；其他处置没有期满日。"))
    if fresh.step == Remedy.PENALTY and not fresh.amount_wan:
        raise Refused(_("违约金写明金额。"))
