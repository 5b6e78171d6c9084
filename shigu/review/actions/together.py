"""Accepting many at once by a rule, after they were looked over."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.review.actions.judging import accept
from shigu.review.models import NewsJudgement
from shigu.review.queries import Rule, offered


@action("review.accept_together", gettext_lazy("成批采纳资讯"))
def accept_together(
    actor: Actor, rule: Rule, looked_over: Sequence[UUID], *, reason: str
) -> list[NewsJudgement]:
    """Accept what the rule offers, all of it or nothing, if it is what was looked over.

    Raises:
        Refused: the rule offers other proposals by now, one of them cannot be accepted (it is
            named), or no reason; nothing has changed.
    """
    say_why(reason)
    rows = list(offered(actor, rule))
    if {row.pk for row in rows} != set(looked_over):
        raise Refused(_("预览以后名单有变；请重新看过再确认。"))
    judged = []
    for row in rows:
        try:
            judged.append(accept(actor, row, reason=reason))
        except Refused as refusal:
            told = {"subject": row, "why": refusal}
            raise Refused(_("%(subject)s：%(why)s 什么也没有改动。") % told) from refusal
    return judged
