"""Positions: an organisation at a link, and the chain that is then assessed anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.chain import actions
from shigu.chain.models import Assessment, Chain, Link, Position
from shigu.districts.actors import Actor
from shigu.districts.models import Status
from shigu.districts.policies import Refused
from shigu.review.models import Kind
from shigu.review.writing.written import Order, Written, organisation_called


def write_position(order: Order) -> Written:
    """Put the organisation at the link, and have the chain assessed: a gap closes by that.

    Raises:
        Refused: no share is told, nobody is called so, or the position is there already.
    """
    share = order.values.get("share")
    if not share:
        raise Refused(_("请写明这项业务占企业的几成；文章没有说。"))
    link = Link.objects.visible_to(order.actor).filter(code=order.values.get("link")).first()
    if link is None:
        raise Refused(_("这个环节不在现行产业链里。"))
    row = actions.add_position(
        order.actor,
        organisation_called(order.actor, str(order.values.get("organisation"))),
        link,
        share=float(share),
        basis=Position.Basis.READING,
        confidence=order.proposal.confidence,
        source=order.source if order.source.status == Status.FACT else None,
        reason=order.reason,
    )
    assess_anew(order.actor, link.chain)
    told = {"organisation": row.organisation.code, "link": link.code, "share": row.share}
    return Written(Kind.POSITION, row, row.code, told, made=True)


def assess_anew(actor: Actor, chain: Chain) -> None:
    """Have the chain assessed where it was assessed before and none is under way."""
    runs = Assessment.objects.visible_to(actor).filter(chain=chain)
    waiting = (Assessment.State.WAITING, Assessment.State.RUNNING)
    if runs.exists() and not runs.filter(state__in=waiting).exists():
        actions.ask(actor, chain, reason=_("采纳资讯后重新评估"))
