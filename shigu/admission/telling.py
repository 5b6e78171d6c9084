"""The notices of evaluations: who is asked to judge, what was put up, what was decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shigu.admission.models import Evaluation, Panel
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.scope import at_work
from shigu.districts.vocabulary import DataClass
from shigu.work.actions import notify
from shigu.work.kinds import Kind, kind

PROJECTS = DataClass.PROJECTS
ASKED = kind("admission.asked", _("评委"), _("%(who)s请您担任“%(title)s”评委"))
PUT_UP = kind(
    "admission.put_up", _("上会项目"), _("“%(project)s”列入“%(title)s”，请看简报"), PROJECTS
)
DECIDED = kind(
    "admission.decided", _("评审结论"), _("“%(project)s”在“%(title)s”有了结论"), PROJECTS
)


def ask(actor: Actor, panel: Panel) -> None:
    """Tell the members that they are asked, each in the name of a district that is invited."""
    inputs = {"who": actor.name, "title": panel.meeting.title}
    told: set[int] = set()
    for place in District.objects.filter(pk__in=panel.meeting.parties).order_by("code"):
        people = [each for each in at_work(place.pk) if each in panel.people and each not in told]
        told.update(people)
        notify(actor, people, ASKED, place, inputs, address=panel.get_absolute_url())


def tell_members(actor: Actor, evaluation: Evaluation, about: Kind) -> None:
    """Tell those that score a project, all of whom read it."""
    inputs = {"project": evaluation.project.name, "title": evaluation.meeting.title}
    address = evaluation.get_absolute_url()
    notify(actor, evaluation.people, about, evaluation.district, inputs, address=address)
