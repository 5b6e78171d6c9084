"""Who keeps, confirms, proposes, agrees, posts and reopens, and the answers where one may not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, Refused, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.sharing.models import Agreement, Enrolment, Period, Run, State

SETTLED_AGAIN = (Period.State.OPEN, Period.State.REOPENED)


def may_keep(actor: Actor, agreement: Agreement) -> Answer:
    """Whether ``actor`` keeps this agreement: its texts, its list, its settlements."""
    return may_write(actor, DataClass.SHARING, agreement.district)


def may_bring_taxes(actor: Actor) -> Answer:
    """Whether ``actor`` brings tax files of any district."""
    return may_write_somewhere(actor, DataClass.SHARING)


def person(actor: Actor) -> int:
    """The account that acts.

    Raises:
        Refused: it is the installation itself; this needs somebody's name.
    """
    if actor.id is None:
        raise Refused(_("这一步须由具名的人来做。"))
    return actor.id


def seats_as_party(actor: Actor, parties: list[str]) -> list[District]:
    """The districts in which ``actor`` answers for one of ``parties``, one a party."""
    mine = District.objects.filter(player__in=parties).order_by("player", "code")
    if not actor.everything:
        mine = mine.filter(pk__in=actor.writable.get(DataClass.SHARING, frozenset()))
    found: dict[str, District] = {}
    for district in mine:
        if district.code == district.player:
            found[district.player] = district
        found.setdefault(district.player, district)
    return list(found.values())


def may_confirm(actor: Actor, enrolment: Enrolment) -> Answer:
    """Whether ``actor`` confirms an enrolment for a party whose taxes it needs."""
    needed = [player for player in enrolment.collecting if player not in confirmed(enrolment)]
    if not needed:
        return deny(_("要确认的各方都已确认。"))
    if seats_as_party(actor, needed):
        return allow()
    return deny(_("由%s的财政专员确认。") % "、".join(names(needed)))


def confirmed(enrolment: Enrolment) -> set[str]:
    """The parties that confirmed an enrolment."""
    return {each.player for each in enrolment.confirmations.all()}


def may_settle(actor: Actor, agreement: Agreement) -> Answer:
    """Whether ``actor`` has a year of this agreement settled."""
    if not agreement.versions.filter(sound=True).exists():
        return deny(_("还没有可结算的条文：先保存一个没有问题的版本。"))
    return may_keep(actor, agreement)


def may_propose(actor: Actor, run: Run) -> Answer:
    """Whether this settlement can be put to the parties."""
    if run.state != State.DONE:
        return deny(_("它现在的状态是“%s”，不能提请。") % run.get_state_display())
    if run.period.state not in SETTLED_AGAIN:
        return deny(
            _("%(year)s 年%(state)s；要更正须先重开。")
            % {"year": run.period.year, "state": run.period.get_state_display()}
        )
    return may_keep(actor, run.agreement)


def may_answer(actor: Actor, run: Run) -> Answer:
    """Whether ``actor`` agrees or objects for a party that has not answered yet."""
    if run.state != State.PROPOSED:
        return deny(_("它现在的状态是“%s”，不需要表态。") % run.get_state_display())
    waiting = unanswered(run)
    seats = seats_as_party(actor, waiting)
    if not seats:
        return deny(_("等%s的财政专员表态。") % "、".join(names(waiting)))
    if run.proposed_by_id == actor.id:
        return deny(_("提请的人不能替本方同意；由同一方的另一位财政专员复核。"))
    return allow()


def unanswered(run: Run) -> list[str]:
    """The parties that have not said anything yet."""
    answered = {each.player for each in run.approvals.all()}
    return [player for player in run.agreement.parties if player not in answered]


def may_post(actor: Actor, run: Run) -> Answer:
    """Whether this settlement goes into the ledgers now."""
    if run.state != State.PROPOSED:
        return deny(_("它现在的状态是“%s”，不能入账。") % run.get_state_display())
    answers = {each.player: each.agrees for each in run.approvals.all()}
    against = [player for player, agrees in answers.items() if not agrees]
    if against:
        return deny(_("%s不同意；撤回后重算。") % "、".join(names(against)))
    if waiting := unanswered(run):
        return deny(_("还差%s同意。") % "、".join(names(waiting)))
    return may_keep(actor, run.agreement)


def may_withdraw(actor: Actor, run: Run) -> Answer:
    """Whether a proposal is taken back."""
    if run.state != State.PROPOSED:
        return deny(_("它现在的状态是“%s”，没有什么可撤回。") % run.get_state_display())
    return may_keep(actor, run.agreement)


def may_cancel(actor: Actor, run: Run) -> Answer:
    """Whether a computation is stopped."""
    if not run.open:
        return deny(_("它现在的状态是“%s”，没有什么可停。") % run.get_state_display())
    return may_keep(actor, run.agreement)


def may_ask_to_reopen(actor: Actor, period: Period) -> Answer:
    """Whether ``actor`` asks for a closed year to be opened again."""
    if period.state != Period.State.CLOSED:
        return deny(_("只有已结的年度可以重开。"))
    if period.reopenings.filter(confirmed_at__isnull=True).exists():
        return deny(_("已经有人提出重开，等另一人确认。"))
    return may_keep(actor, period.agreement)


def may_reopen(actor: Actor, period: Period, asked_by: int) -> Answer:
    """Whether ``actor`` is the second person who opens a year again."""
    if actor.id is None or asked_by == actor.id:
        return deny(_("须由另一位财政专员确认重开。"))
    if seats_as_party(actor, period.agreement.parties):
        return allow()
    return deny(_("由任一方的财政专员确认。"))


def names(players: list[str]) -> list[str]:
    """Players by name."""
    found = {d.code: d.name for d in District.objects.filter(code__in=players)}
    return [found.get(player, player) for player in players]
