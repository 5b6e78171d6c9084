"""Hand-overs (流转): proposed by who talks or ordered by the office, answered by who lands."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.projects import telling
from shigu.projects.actions.moving import move_on
from shigu.projects.models import HandOver, Project
from shigu.projects.policies import may_answer, may_order, may_revise, may_withdraw
from shigu.projects.stages import Stage

OPEN_ALREADY = gettext_lazy("这个项目已有待答复的流转。")
TAKE_OVER = "SELECT shigu_scope.take_over(%s, %s)"


@action("projects.hand_over", pgettext_lazy("历史", "提出流转"))
def propose_hand_over(
    actor: Actor,
    project: Project,
    to: District,
    *,
    summary: str,
    credit_to: Decimal,
    agreement: str = "",
    reason: str,
) -> HandOver:
    """Offer a project in talks to another district; it stands at 3b until that one answers.

    ``summary`` is all that the other district reads before it accepts; ``credit_to`` is its part
    of the credit, of one.

    Raises:
        Refused: another district's project, not in talks, offered already, or to itself.
    """
    may_revise(actor, project).require()
    if project.stage != Stage.TALKS:
        raise Refused(_("只有在谈的项目可以流转。"))
    offered = _offered(actor, project, project.district, to, summary, credit_to, agreement, reason)
    move_on(actor, project, Stage.HAND_OVER, reason=reason, evidence={"hand_over": offered.pk})
    telling.receiver(actor, offered, telling.OFFERED)
    return offered


@action("projects.order_hand_over", gettext_lazy("调度流转"))
def order_hand_over(
    actor: Actor,
    office: District,
    project: Project,
    to: District,
    *,
    summary: str,
    credit_to: Decimal,
    agreement: str = "",
    reason: str,
) -> HandOver:
    """Order a hand-over as the joint office; the keeper then takes the step to 3b.

    Raises:
        Refused: not the joint office, the project is not in talks, offered already, or to its own.
    """
    may_order(actor, office).require()
    if project.stage not in (Stage.TALKS, Stage.HAND_OVER):
        raise Refused(_("只有在谈的项目可以流转。"))
    ordered = _offered(actor, project, office, to, summary, credit_to, agreement, reason)
    telling.giver(actor, ordered, telling.ORDERED)
    telling.receiver(actor, ordered, telling.OFFERED)
    return ordered


@action("projects.accept_hand_over", gettext_lazy("接收流转"))
def accept_hand_over(actor: Actor, offered: HandOver, *, reason: str) -> HandOver:
    """Take the project over: its district changes, its introducer stays and reads on.

    Raises:
        Refused: it is offered to another, answered already, no reason, or not at 3b yet.
    """
    may_answer(actor, _held(offered)).require()
    say_why(reason)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TAKE_OVER, [offered.pk, reason.strip()])
    except IntegrityError as error:
        if "being handed over" not in str(error):
            raise
        raise Refused(_("流出方还没有把项目转到流转阶段；请先请对方办理。")) from error
    offered.refresh_from_db()
    telling.giver(actor, offered, telling.ACCEPTED)
    return offered


@action("projects.decline_hand_over", gettext_lazy("不接收流转"))
def decline_hand_over(actor: Actor, offered: HandOver, *, reason: str) -> HandOver:
    """Say no; the keeper goes on talking.

    Raises:
        Refused: it is offered to another, answered already, or no reason.
    """
    may_answer(actor, _held(offered)).require()
    closed = _closed(actor, offered, HandOver.State.DECLINED, reason)
    telling.giver(actor, closed, telling.DECLINED)
    return closed


@action("projects.withdraw_hand_over", gettext_lazy("撤回流转"))
def withdraw_hand_over(actor: Actor, offered: HandOver, *, reason: str) -> HandOver:
    """Take the offer back while nobody answered.

    Raises:
        Refused: another filed it, it is answered already, or no reason.
    """
    may_withdraw(actor, _held(offered)).require()
    closed = _closed(actor, offered, HandOver.State.WITHDRAWN, reason)
    telling.receiver(actor, closed, telling.TAKEN_BACK)
    if closed.district_id != closed.from_district_id:
        telling.giver(actor, closed, telling.TAKEN_BACK)
    return closed


def _held(offered: HandOver) -> HandOver:
    """The row, kept from others until the transaction ends; as it stands where it is answered."""
    rows = HandOver.objects.filter(pk=offered.pk)
    return rows.select_for_update(of=("self",)).first() or rows.first() or offered


def _offered(
    actor: Actor,
    project: Project,
    by: District,
    to: District,
    summary: str,
    credit_to: Decimal,
    agreement: str,
    reason: str,
) -> HandOver:
    say_why(reason)
    if to.pk == project.district_id:
        raise Refused(_("项目已在这个区县。"))
    if actor.id is None:
        raise Refused(_("流转须由具名的人提出。"))
    open_one = HandOver.objects.filter(project_id=project.pk, state=HandOver.State.PROPOSED)
    if open_one.exists():
        raise Refused(OPEN_ALREADY)
    fresh = HandOver(
        project=project,
        district=by,
        from_district=project.district,
        to_district=to,
        name=project.name,
        summary=summary.strip(),
        invest_wan=project.invest_wan,
        reason=reason.strip(),
        agreement=agreement,
        credit_from=1 - credit_to,
        credit_to=credit_to,
        proposed_by=User.objects.get(pk=actor.id),
    )
    fresh.full_clean()
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as error:
        if "one_open_hand_over_a_project" not in str(error):
            raise
        raise Refused(OPEN_ALREADY) from error
    return fresh


def _closed(actor: Actor, offered: HandOver, state: HandOver.State, reason: str) -> HandOver:
    say_why(reason)
    rows = HandOver.objects.filter(pk=offered.pk, state=HandOver.State.PROPOSED)
    rows.update(
        state=state,
        answer=reason.strip(),
        answered_by_id=actor.id,
        answered_at=timezone.now(),
    )
    offered.refresh_from_db()
    return offered
