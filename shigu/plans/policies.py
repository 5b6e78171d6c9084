"""Who asks for, stops and adopts plans, and the answers where one may not."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Membership
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass, Role
from shigu.engine.plan.compose import PHASES
from shigu.plans import queries
from shigu.plans.models import Plan, Run, State

AFTER_THE_SEARCH = PHASES[PHASES.index("siting") + 1 :]


def may_ask(actor: Actor) -> Answer:
    """Whether ``actor`` asks for plans in any district."""
    return may_write_somewhere(actor, DataClass.PLANS)


def may_ask_for(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` asks for plans in the name of ``district``."""
    return may_write(actor, DataClass.PLANS, district)


def may_cancel(actor: Actor, plan: Plan) -> Answer:
    """Whether ``actor`` stops the computation of this plan."""
    if not plan.open:
        return deny(_("方案已经%s，没有什么可停。") % State(plan.state).label)
    return may_write(actor, DataClass.PLANS, plan.district)


def may_hasten(actor: Actor, plan: Plan) -> Answer:
    """Whether ``actor`` ends the search of this plan with the best that it has found."""
    if plan.state == State.QUEUED:
        return deny(_("还没有开始计算，没有可保留的。"))
    if plan.hastened:
        return deny(_("已经要求停下，正在收尾。"))
    if Run.objects.filter(plan=plan, phase__in=AFTER_THE_SEARCH).exists():
        return deny(_("搜索已经结束，正在分享和检验；做完就写下。"))
    return may_cancel(actor, plan)


def may_replan(actor: Actor, plan: Plan) -> Answer:
    """Whether ``actor`` has this plan made anew with few moves."""
    if plan.state != State.DONE:
        return deny(_("只有已完成的方案可以重排。"))
    answer = may_ask_for(actor, plan.district)
    if answer and not queries.paper_body(actor, plan):
        return deny(_("重排要用到方案中的全部项目，只有能读全部项目的单位可以重排。"))
    return answer


def may_adopt(actor: Actor, plan: Plan) -> Answer:
    """Whether ``actor`` adopts this plan: a leader of the district that asked for it, once done."""
    if not actor.everything and not _leads(actor, plan.district):
        return deny(_("方案由%s的领导采纳。") % plan.district.name)
    if plan.state != State.DONE:
        return deny(_("只有已完成的方案可以采纳。"))
    if plan.in_force:
        return deny(_("这个方案已在执行。"))
    if plan.missing:
        return deny(
            _("方案缺少%s的项目，不能作为联合方案采纳；请先取得数据授权再重新计算。")
            % _("、").join(queries.named(plan.missing))
        )
    return allow()


def _leads(actor: Actor, district: District) -> bool:
    today = timezone.localdate()
    return (
        Membership.objects.visible_to(actor)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), valid_from__lte=today)
        .filter(user=actor.id, district=district, role=Role.LEADER)
        .exists()
    )
