"""Leads: register, revise, follow in talks, assign; contacts and documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source, User
from shigu.districts.papers import checked_name
from shigu.districts.policies import Refused, say_why
from shigu.districts.queries import seats_now
from shigu.districts.verbs import action
from shigu.leads.models import Lead, LeadContact, LeadFile, Talk
from shigu.projects import actions as projects
from shigu.projects.models import Project
from shigu.projects.policies import may_revise
from shigu.projects.stages import Stage

OF_PROJECT = ("organisation", "link", "invest_wan", "land_mu", "energy_tce")


@action("leads.register", pgettext_lazy("历史", "登记线索"))
def register(
    actor: Actor,
    district: District,
    values: Mapping[str, Any],
    *,
    contact: Mapping[str, str] | None = None,
    reason: str = "",
) -> Lead:
    """File a project at its first stage with what is asked of a lead.

    ``values`` are fields of the lead and those of its project in :data:`OF_PROJECT`; the project
    is called by ``name`` and is the registrant's to follow.

    Raises:
        Refused: the actor files no projects of that district.
    """
    of_project = {name: values[name] for name in OF_PROJECT if name in values}
    of_lead = {k: v for k, v in values.items() if k not in {*OF_PROJECT, "name"}}
    project = projects.file(
        actor,
        district,
        {
            **of_project,
            "name": values["name"],
            "stage": Stage.LEAD,
            "status": "fact",
            "source": _own_source(district),
            "responsible_id": actor.id,
        },
        reason=reason,
    )
    lead = Lead(district=district, project=project, **of_lead)
    lead.next_due = timezone.localdate() + timedelta(days=lead.rhythm)
    lead.full_clean()
    lead.save()
    if contact and contact.get("person"):
        add_contact(actor, project, contact)
    return lead


def _own_source(district: District) -> Source:
    """What a district registers itself is its own word; the source tells no more."""
    made, _new = Source.objects.get_or_create(
        code=f"own-{district.code}",
        defaults={
            "title": _("%s招商登记") % district.name_zh,
            "publisher": district.name_zh,
            "trust": Source.Trust.OWN,
            "status": "fact",
        },
    )
    return made


@action("leads.revise", pgettext_lazy("历史", "补充线索"))
def revise(actor: Actor, lead: Lead, values: Mapping[str, Any], *, reason: str = "") -> Lead:
    """Change what is known of a lead.

    Raises:
        Refused: it is another district's.
    """
    may_revise(actor, lead.project).require()
    locked = Lead.objects.select_for_update(no_key=True).get(pk=lead.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@action("leads.assign", gettext_lazy("指派跟踪负责人"))
def assign(actor: Actor, project: Project, person: User, *, reason: str) -> Project:
    """Make somebody with a seat in the district responsible for a lead.

    Raises:
        Refused: another district's, no reason, or a person without a seat there.
    """
    may_revise(actor, project).require()
    say_why(reason)
    if not seats_now(person, project.district).exists():
        raise Refused(_("%s在这个区县没有席位。") % person)
    return projects.revise(actor, project, {"responsible": person}, reason=reason)


@action("leads.talk", gettext_lazy("记洽谈"))
def talk(actor: Actor, project: Project, values: Mapping[str, Any], *, reason: str = "") -> Talk:
    """Write down a round; the lead is due again at the next date, else by its rhythm.

    Raises:
        Refused: it is another district's.
    """
    may_revise(actor, project).require()
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    last = Talk.objects.filter(project=project).aggregate(last=Max("round"))["last"] or 0
    made = Talk(district_id=project.district_id, project=project, round=last + 1, **values)
    made.full_clean()
    made.save()
    for lead in Lead.objects.filter(project=project):
        by_rhythm = timezone.localdate() + timedelta(days=lead.rhythm)
        lead.next_due = made.next_on or by_rhythm
        lead.save(update_fields=["next_due"])
    return made


@action("leads.add_contact", gettext_lazy("登记资方联系人"))
def add_contact(
    actor: Actor, project: Project, values: Mapping[str, str], *, reason: str = ""
) -> LeadContact:
    """Keep whom to call.

    Raises:
        Refused: it is another district's.
    """
    may_revise(actor, project).require()
    made = LeadContact(district_id=project.district_id, project=project, **values)
    made.full_clean()
    made.save()
    return made


@action("leads.add_file", gettext_lazy("加入材料"))
def add_file(
    actor: Actor, project: Project, name: str, content: bytes, *, reason: str = ""
) -> LeadFile:
    """Keep a document of a lead.

    Raises:
        Refused: another district's, too large, empty, or of a kind that offices do not exchange.
    """
    may_revise(actor, project).require()
    kept = checked_name(name, content)
    return LeadFile.objects.create(
        district_id=project.district_id,
        project=project,
        name=kept,
        size=len(content),
        added_by_id=actor.id,
        content=content,
    )
