"""Recording a promise and changing what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.commitments.bridge import refresh
from shigu.commitments.models import Commitment
from shigu.commitments.policies import may_keep, may_promise
from shigu.commitments.told import told_of
from shigu.commitments.vocabulary import indicator
from shigu.districts.actors import Actor
from shigu.districts.models import Source
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.engine.promises.indicators import indicators
from shigu.projects.models import Project
from shigu.review.sources import source_of

Values = dict[str, Any]
OWN = frozenset({"project", "district", "statement", "reached", "reached_on", "met_on"})


@action("commitments.promise", pgettext_lazy("历史", "登记承诺"))
def promise(
    actor: Actor, project: Project, values: Mapping[str, Any], *, reason: str = ""
) -> Commitment:
    """Record what was promised for a project; ``values`` are fields of :class:`Commitment`.

    The days of warning are those of the indicator unless given. ``statement`` names what a
    person took over from an article; its article is the source unless another is given.

    Raises:
        Refused: it is another district's, amount and indicator do not fit, or the statement is
            not one of the project's or is recorded already.
    """
    may_promise(actor, project).require()
    given = dict(values)
    if statement := given.pop("statement", None):
        given |= _stated(actor, project, statement, given.get("source"))
    given.setdefault("code", f"c-{uuid4().hex[:8]}")
    known = indicators().get(given["indicator"])
    if known and given.get("warn_days") is None:
        given["warn_days"] = known.warn_days
    fresh = Commitment(district_id=project.district_id, project=project, **given)
    _check(fresh)
    fresh.save()
    return fresh


@action("commitments.revise", gettext_lazy("修改承诺"))
def revise(
    actor: Actor, commitment: Commitment, values: Mapping[str, Any], *, reason: str = ""
) -> Commitment:
    """Change what was recorded; how it stands is counted anew.

    Raises:
        Refused: another district's, a field that evidence decides, or amount and indicator do
            not fit.
    """
    may_keep(actor, commitment).require()
    if own := OWN & values.keys():
        raise Refused(_("%s 不在此处修改。") % "、".join(sorted(own)))
    locked = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    _check(locked)
    return refresh(locked)


def _stated(actor: Actor, project: Project, statement: int, source: Source | None) -> Values:
    """The statement with its article, for a project that is held: nobody records it meanwhile."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    found = next((one for one in told_of(actor, project) if one.statement == statement), None)
    if found is None:
        raise Refused(_("这条表述不是本项目已采信的计划或约定。"))
    if found.promise:
        raise Refused(_("这条表述已经记为承诺。"))
    return {
        "statement_id": statement,
        "source": source or source_of(found.proposal.document),
    }


def _check(row: Commitment) -> None:
    row.full_clean(exclude=["project", "district"])
    if (indicator(row.indicator).kind == "amount") != (row.amount is not None):
        raise Refused(_("数值类指标写承诺值；开工、竣工、投产只写期限。"))
