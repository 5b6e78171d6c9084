"""Hand-overs under a clause of an agreement."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.projects.actions import order_hand_over, propose_hand_over
from shigu.projects.models import HandOver, Project
from shigu.sharing.clauses import Clause, clauses
from shigu.sharing.models import HandOverTerms


@action("sharing.hand_over", gettext_lazy("按协议条款提出流转"))
def hand_over_under(
    actor: Actor, project: Project, to: District, key: str, *, summary: str, reason: str
) -> HandOver:
    """Offer a project to another district under a clause (``Clause.key``), which parts the credit.

    Raises:
        Refused: as for any hand-over; or the clause is not in force between the two.
    """
    clause = _clause(actor, project.district, to, key)
    offered = propose_hand_over(
        actor,
        project,
        to,
        summary=summary,
        credit_to=clause.host,
        agreement=f"{clause.agreement} {clause.clause}",
        reason=reason,
    )
    return _bound(offered, clause)


@action("sharing.order_hand_over", gettext_lazy("按协议条款调度流转"))
def order_hand_over_under(
    actor: Actor,
    office: District,
    project: Project,
    to: District,
    key: str,
    *,
    summary: str,
    reason: str,
) -> HandOver:
    """Order a hand-over as the joint office under a clause, which binds as if it was agreed.

    Raises:
        Refused: as for any order; or the clause is not in force between the two.
    """
    clause = _clause(actor, project.district, to, key)
    ordered = order_hand_over(
        actor,
        office,
        project,
        to,
        summary=summary,
        credit_to=clause.host,
        agreement=f"{clause.agreement} {clause.clause}",
        reason=reason,
    )
    return _bound(ordered, clause)


def _bound(offered: HandOver, clause: Clause) -> HandOver:
    HandOverTerms.objects.create(
        hand_over=offered,
        district=offered.district,
        agreement=clause.agreement,
        version=clause.version,
        rule=clause.rule,
        clause=clause.clause,
        introducer=offered.from_district.player,
        host=offered.to_district.player,
        share_introducer=clause.introducer,
        share_host=clause.host,
    )
    return offered


def _clause(actor: Actor, giver: District, to: District, key: str) -> Clause:
    found = clauses(actor, giver.player, timezone.localdate())
    one = next((each for each in found if each.key == key), None)
    if one is None or to.player not in one.agreement.parties:
        raise Refused(_("这一条款目前不适用于%(from)s与%(to)s之间的流转。") % {
            "from": giver.name, "to": to.name,
        })  # fmt: skip
    return one
