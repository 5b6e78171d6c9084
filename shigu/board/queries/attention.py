"""What needs somebody today: computed from rows with a day or a state, by what one may do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.board.queries.errands import errands
from shigu.board.queries.items import MOST, SOON, Item, address, mine
from shigu.chain.queries import course, current_chain, out_of_date
from shigu.data.models import Import
from shigu.districts.actors import Actor
from shigu.districts.models import ApiToken, Grant, Membership, StaffAccess
from shigu.districts.vocabulary import DataClass
from shigu.plans.models import Plan, State
from shigu.projects.models import Project
from shigu.projects.stages import TO_BE_PLACED
from shigu.sharing.models import Agreement, Run
from shigu.sharing.models import State as Settled
from shigu.sharing.policies import SETTLED_AGAIN, may_answer, may_post, may_propose
from shigu.territory.models import Occupancy


def attention(actor: Actor, today: datetime.date) -> list[Item]:
    """What needs the actor, the most urgent first."""
    found = [
        *errands(actor, today),
        *_staff_access(actor),
        *_grants(actor, today),
        *_seats(actor, today),
        *_tokens(actor),
        *_reservations(actor, today),
        *_leaving(actor, today),
        *_windows(actor, today),
        *_agreements(actor, today),
        *_settlements(actor),
        *_assessment(actor),
        *_plans(actor),
        *_imports(actor),
    ]
    order = {"wrong": 0, "waiting": 1, "busy": 2, "good": 3}
    return sorted(found, key=lambda item: (order[item.state], item.due or datetime.date.max))


def _staff_access(actor: Actor) -> Iterator[Item]:
    now = timezone.now()
    rows = (
        StaffAccess.objects.visible_to(actor)
        .filter(opened_at__lte=now, closes_at__gt=now, closed_at__isnull=True)
        .select_related("user", "district")
    )
    for row in rows[:MOST]:
        yield Item(
            "waiting",
            _("运维人员%(who)s正在查看%(where)s的数据，事由：%(why)s")
            % {"who": row.user, "where": row.district, "why": row.reason},
            _("不需要时可以立即关闭"),
            address("districts:settings"),
            timezone.localdate(row.closes_at),
        )


def _grants(actor: Actor, today: datetime.date) -> Iterator[Item]:
    rows = (
        Grant.objects.visible_to(actor)
        .filter(revoked_at__isnull=True, valid_to__gt=today, valid_to__lte=today + SOON)
        .select_related("district", "grantee")
        .order_by("valid_to")
    )
    for row in rows[:MOST]:
        mine = actor.writes(DataClass.PEOPLE, row.district_id)
        yield Item(
            "waiting",
            _("%(who)s给%(to)s的授权（%(what)s）将到期")
            % {"who": row.district, "to": row.grantee, "what": row.get_data_class_display()},
            _("续签或任其到期") if mine else _("请%s的管理员续签") % row.district,
            address("districts:settings"),
            row.valid_to,
        )


def _seats(actor: Actor, today: datetime.date) -> Iterator[Item]:
    administered = actor.writable.get(DataClass.PEOPLE, frozenset())
    rows = (
        Membership.objects.visible_to(actor)
        .filter(valid_to__gt=today, valid_to__lte=today + SOON)
        .filter(Q(user_id=actor.id) | Q(district__in=administered))
        .select_related("user", "district")
        .order_by("valid_to")
    )
    for row in rows[:MOST]:
        yield Item(
            "waiting",
            _("%(who)s在%(where)s的席位（%(role)s）将到期")
            % {"who": row.user, "where": row.district, "role": row.get_role_display()},
            _("延长或移交"),
            address("districts:settings"),
            row.valid_to,
        )


def _tokens(actor: Actor) -> Iterator[Item]:
    rows = ApiToken.objects.visible_to(actor).filter(
        user_id__in=[actor.id],
        revoked_at__isnull=True,
        expires_at__gt=timezone.now(),
        expires_at__lte=timezone.now() + SOON,
    )
    for row in rows.order_by("expires_at")[:MOST]:
        yield Item(
            "waiting",
            _("您的接口令牌“%s”将到期") % row.name,
            _("换一个新的"),
            address("districts:settings"),
            timezone.localdate(row.expires_at),
        )


def _reservations(actor: Actor, today: datetime.date) -> Iterator[Item]:
    rows = (
        Occupancy.objects.visible_to(actor)
        .filter(state=Occupancy.State.RESERVED, district__in=mine(actor, DataClass.TERRITORY))
        .filter(expires_on__gte=today, expires_on__lte=today + SOON)
        .select_related("space", "organisation")
        .order_by("expires_on")
    )
    for row in rows[:MOST]:
        yield Item(
            "waiting",
            _("%s的预留将到期") % row.space,
            _("转为占用、延期或释放"),
            row.space.get_absolute_url(),
            row.expires_on,
        )


def _leaving(actor: Actor, today: datetime.date) -> Iterator[Item]:
    rows = (
        Occupancy.objects.visible_to(actor)
        .filter(state=Occupancy.State.OCCUPIED, district__in=mine(actor, DataClass.TERRITORY))
        .filter(period__endswith__gt=today, period__endswith__lte=today + SOON)
        .select_related("space")
        .order_by("period__endswith")
    )
    for row in rows[:MOST]:
        yield Item(
            "waiting",
            _("%s将腾空") % row.space,
            _("安排下一家，或发布"),
            row.space.get_absolute_url(),
            row.period.upper,
        )


def _windows(actor: Actor, today: datetime.date) -> Iterator[Item]:
    """One's own projects without a place whose window closes, or is closed already."""
    rows = (
        Project.objects.visible_to(actor)
        .filter(district__in=mine(actor, DataClass.PROJECTS), stage__in=TO_BE_PLACED)
        .filter(latest__lte=today + SOON)
        .order_by("latest")
    )
    for row in rows[:MOST]:
        late = row.latest is not None and row.latest < today
        what = _("%s的最迟入驻日已过，还没有落位") if late else _("%s的最迟入驻日将到，还没有落位")
        yield Item(
            "wrong" if late else "waiting",
            what % row,
            _("找空间，或改期限"),
            row.get_absolute_url(),
            row.latest,
        )


def _agreements(actor: Actor, today: datetime.date) -> Iterator[Item]:
    rows = Agreement.objects.visible_to(actor).filter(
        valid_to__gt=today, valid_to__lte=today + SOON
    )
    for row in rows.order_by("valid_to")[:MOST]:
        yield Item(
            "waiting",
            _("协议 %s 将失效") % row.code,
            _("续签或商定新条款"),
            row.get_absolute_url(),
            row.valid_to,
        )


def _settlements(actor: Actor) -> Iterator[Item]:
    """Years that wait for a finance officer: to be put to the parties, agreed to, or posted."""
    if not actor.writes_somewhere(DataClass.SHARING):
        return
    rows = (
        Run.objects.visible_to(actor)
        .filter(Q(state=Settled.PROPOSED) | Q(state=Settled.DONE, period__state__in=SETTLED_AGAIN))
        .select_related("agreement", "district", "period")
        .prefetch_related("approvals")
        .order_by("period_id", "-asked_at")
    )
    newest = {row.period_id: row for row in reversed(rows)}
    for row in list(newest.values())[:MOST]:
        if step := _step(actor, row):
            what = _("协议 %(code)s %(year)s 年分成：%(state)s") % {
                "code": row.agreement.code,
                "year": row.period.year,
                "state": row.get_state_display(),
            }
            yield Item("waiting", what, step, row.get_absolute_url())


def _step(actor: Actor, run: Run) -> str:
    if may_answer(actor, run):
        return _("核对后同意或反对")
    if may_post(actor, run):
        return _("各方已同意，可以入账")
    if may_propose(actor, run):
        return _("核对后提请各方同意")
    return ""


def _assessment(actor: Actor) -> Iterator[Item]:
    """The chain's assessment: for those who keep the chain."""
    if not actor.writes_somewhere(DataClass.CHAIN):
        return
    page = address("chain:graph")
    stands = course(actor, current_chain(actor))
    if stands.failed:
        yield Item("wrong", _("产业链评估未能完成"), _("看原因，再发起"), page)
    elif stands.done is None and stands.running is None:
        yield Item("waiting", _("产业链还没有评估"), _("发起评估"), page)
    elif stands.done and stands.running is None and out_of_date(actor, stands.done):
        yield Item("waiting", _("产业链评估之后数据有变"), _("重新评估"), page)


def _plans(actor: Actor) -> Iterator[Item]:
    """Plans that one asked for and that ended this week; finished ones wait for who may adopt."""
    week = timezone.now() - timedelta(days=7)
    rows = Plan.objects.visible_to(actor).filter(
        Q(requested_by_id__in=[actor.id]) | Q(district__in=mine(actor, DataClass.PLANS)),
        state__in=(State.DONE, State.FAILED),
        finished_at__gte=week,
        adopted_at__isnull=True,
    )
    for row in rows.select_related("requested_by").order_by("-finished_at")[:MOST]:
        asked = timezone.localtime(row.asked_at).strftime("%m-%d %H:%M")
        page = address("plans:plan", row.pk)
        failed = row.state == State.FAILED
        said = _("%s 发起的方案未能算成") if failed else _("%s 发起的方案已算完，等采纳")
        step = _("看原因，改后重算") if failed else _("看结果，采纳或重算")
        yield Item("wrong" if failed else "good", said % asked, step, page)


def _imports(actor: Actor) -> Iterator[Item]:
    """One's own spreadsheets of this month that wait to be confirmed or have problems.

    Of the latter, those of a table for which none was brought since.
    """
    own = Import.objects.visible_to(actor).filter(user_id__in=[actor.id])
    since = own.filter(table=OuterRef("table"), brought_at__gt=OuterRef("brought_at"))
    wrong = Q(state__in=(Import.State.FAULTY, Import.State.FAILED)) & ~Exists(since)
    rows = own.filter(wrong | Q(state=Import.State.READY), brought_at__gte=timezone.now() - SOON)
    for row in rows.order_by("-brought_at")[:MOST]:
        ready = row.state == Import.State.READY
        what = _("导入 %(file)s：%(state)s") % {
            "file": row.filename,
            "state": row.get_state_display(),
        }
        step = _("看将改动什么，写明事由后确认") if ready else _("看哪几行、怎么改，改后重传")
        yield Item("waiting" if ready else "wrong", what, step, row.get_absolute_url())
