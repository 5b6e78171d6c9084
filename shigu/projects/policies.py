"""Who changes projects, and the answers where nobody may."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Membership
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass, Role
from shigu.projects.models import HandOver, Project
from shigu.projects.procedure.returns import may_return
from shigu.projects.procedure.table import Transition


def may_file(actor: Actor) -> Answer:
    """Whether ``actor`` files new projects anywhere."""
    return may_write_somewhere(actor, DataClass.PROJECTS)


def may_file_in(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` files projects that ``district`` introduces or keeps."""
    return may_write(actor, DataClass.PROJECTS, district)


def may_revise(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` changes this project."""
    return may_write(actor, DataClass.PROJECTS, project.district)


def may_take(actor: Actor, project: Project, step: Transition) -> Answer:
    """Whether ``actor`` takes this step: writes the district's projects, in a role of the table.

    Out of the remedy nobody takes a step past the gates that the project has not passed.
    """
    writes = may_revise(actor, project)
    if not writes:
        return writes
    if actor.everything or roles_at(actor, project.district) & set(step.who):
        return may_return(project, step)
    roles = _("、").join(str(role.label) for role in step.who)
    return deny(_("“%(step)s”由%(roles)s办理。") % {"step": step.label, "roles": roles})


def roles_at(actor: Actor, district: District) -> set[Role]:
    """The roles in which ``actor`` sits in a district, or at the player that it belongs to."""
    if actor.id is None:
        return set()
    today = timezone.localdate()
    seats = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        Q(district=district) | Q(district__code=district.player or district.code),
        user_id=actor.id,
        valid_from__lte=today,
    )
    return {Role(role) for role in seats.values_list("role", flat=True)}


def may_disclose(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` opens this project to the whole cluster: a fact with its source."""
    if project.disclosed:
        return deny(_("这个项目已经公开。"))
    if project.status != "fact" or project.source_id is None:
        return deny(_("只有写明来源的事实可以公开；请先补上来源。"))
    return may_revise(actor, project)


def may_see_years(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` reads the yearly estimates: they stay with the district in any case."""
    if actor.reads(DataClass.PROJECTS, project.district_id):
        return allow()
    return deny(_("分年估算由%s保管，未随项目公开。") % project.district.name)


def may_order(actor: Actor, office: District) -> Answer:
    """Whether ``actor`` orders hand-overs: makes the plans of the joint office."""
    if office.level != District.Level.OFFICE:
        return deny(_("流转由专班调度。"))
    return may_write(actor, DataClass.PLANS, office)


def office_that_orders(actor: Actor, project: Project) -> District | None:
    """The joint office in whose name ``actor`` has a project handed over; none for its keeper."""
    if may_revise(actor, project):
        return None
    planned = actor.writable.get(DataClass.PLANS, frozenset())
    return District.objects.filter(level=District.Level.OFFICE, pk__in=planned).first()


def may_answer(actor: Actor, offered: HandOver) -> Answer:
    """Whether ``actor`` accepts or declines a hand-over: writes projects where it goes."""
    if offered.state != HandOver.State.PROPOSED:
        return deny(_("这项流转已有结果：%s。") % offered.get_state_display())
    return may_write(actor, DataClass.PROJECTS, offered.to_district)


def may_withdraw(actor: Actor, offered: HandOver) -> Answer:
    """Whether ``actor`` takes a hand-over back: writes where it was filed."""
    if offered.state != HandOver.State.PROPOSED:
        return deny(_("这项流转已有结果：%s。") % offered.get_state_display())
    if offered.district_id == offered.from_district_id:
        return may_write(actor, DataClass.PROJECTS, offered.district)
    return may_order(actor, offered.district)
