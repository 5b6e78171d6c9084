"""A person's verdict on who stands at a link; it outlasts every later reading by machine."""

from __future__ import annotations

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.models import Link, Position
from shigu.districts.actors import Actor
from shigu.districts.models import Source, Status
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation

ROUNDING = 1e-9


@action("chain.add_position", gettext_lazy("登记企业归属"))
def add_position(
    actor: Actor,
    organisation: Organisation,
    link: Link,
    *,
    share: float,
    basis: Position.Basis,
    confidence: float,
    source: Source | None,
    reason: str,
) -> Position:
    """Say that an organisation stands at a link; with a source it is a fact.

    Raises:
        Refused: the actor may not write the chain, no reason, a segment, the position is there
            already, or the shares of the organisation would exceed its whole business.
    """
    _may_judge(actor, reason)
    if link.children.exists():
        raise Refused(_("%s是分段；请选它下面的环节。") % link.name)
    if Position.objects.filter(organisation=organisation, link=link).exists():
        raise Refused(
            _("%(who)s已登记在%(where)s；请在那一条上确认或否定。")
            % {"who": organisation.name, "where": link.name}
        )
    position = Position(
        code=f"{organisation.code}--{link.code}",
        organisation=organisation,
        link=link,
        basis=basis,
        source=source,
        status=Status.FACT if source else Status.ILLUSTRATIVE,
    )
    return _confirmed(actor, position, share, confidence, reason)


@action("chain.confirm_position", gettext_lazy("确认归属"))
def confirm_position(
    actor: Actor, position: Position, *, share: float, confidence: float, reason: str
) -> Position:
    """Confirm a position, rejected ones included, with its share and how sure it is.

    Raises:
        Refused: the actor may not write the chain, no reason, or the shares of the organisation
            would exceed its whole business.
    """
    _may_judge(actor, reason)
    return _confirmed(actor, position, share, confidence, reason)


@action("chain.reject_position", gettext_lazy("否定归属"))
def reject_position(actor: Actor, position: Position, *, reason: str) -> Position:
    """Say that an organisation does not stand at a link; it stays in sight and counts nowhere.

    Raises:
        Refused: the actor may not write the chain, or no reason.
    """
    _may_judge(actor, reason)
    return _judged(actor, position, Position.Verdict.REJECTED, reason)


def _may_judge(actor: Actor, reason: str) -> None:
    may_write_somewhere(actor, DataClass.CHAIN).require()
    if not reason.strip():
        raise Refused(_("请写明判断理由。"))


def _confirmed(
    actor: Actor, position: Position, share: float, confidence: float, reason: str
) -> Position:
    taken = _taken_elsewhere(position)
    if taken + share > 1 + ROUNDING:
        raise Refused(
            _("%(who)s在其他环节已占%(taken)s；这里最多%(left)s。")
            % {
                "who": position.organisation.name,
                "taken": f"{taken:.0%}",
                "left": f"{max(0.0, 1 - taken):.0%}",
            }
        )
    position.share, position.confidence = share, confidence
    return _judged(actor, position, Position.Verdict.CONFIRMED, reason)


def _taken_elsewhere(position: Position) -> float:
    """The part of the business that counts at other links of the same version."""
    others = Position.objects.filter(
        organisation=position.organisation, link__chain=position.link.chain_id
    ).exclude(verdict=Position.Verdict.REJECTED)
    total = others.exclude(pk=position.pk).aggregate(total=Sum("share"))["total"]
    return float(total or 0)


def _judged(actor: Actor, position: Position, verdict: Position.Verdict, reason: str) -> Position:
    position.verdict = verdict
    position.verdict_reason = reason.strip()
    position.verdict_by = actor.name
    position.verdict_at = timezone.now()
    position.full_clean()
    position.save()
    return position
