"""Sections of a project's page: what the lead is, whom to call, first reports, talks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Field
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.vocabulary import DataClass
from shigu.face import units
from shigu.leads import said
from shigu.leads.forms.leads import AssignForm, ContactForm, FileForm
from shigu.leads.models import Claim, Lead, LeadContact, LeadFile, Talk
from shigu.leads.queries.claims import clashes_of
from shigu.projects.models import Project
from shigu.projects.policies import may_revise
from shigu.registry.views import Panel

TOLD = (
    *("first_talker", "investor", "outline", "process", "land_invest_wan", "plant_invest_wan"),
    *("equipment_invest_wan", "environment", "output_wan", "tax_wan", "wanted_site", "to_settle"),
)


def panels(request: ActorRequest, project: Project) -> Iterator[Panel]:
    """The lead and its talks, where the reader reads the district's projects."""
    actor = request.actor
    if not actor.reads(DataClass.PROJECTS, project.district_id):
        return
    may = bool(may_revise(actor, project))
    lead = Lead.objects.visible_to(actor).filter(project=project).select_related("event").first()
    files = LeadFile.objects.visible_to(actor).filter(project=project).select_related("added_by")
    claims = Claim.objects.visible_to(actor).filter(project=project)
    context = {
        "project": project,
        "lead": lead,
        "due": said.left(lead.next_due) if lead else "",
        "told": told(lead) if lead else [],
        "contacts": list(LeadContact.objects.visible_to(actor).filter(project=project)),
        "files": list(files.defer("content")),
        "claims": [(claim, said.of_claim(claim, clashes_of(actor, claim))) for claim in claims],
        "may": may,
        "contact_form": ContactForm(),
        "file_form": FileForm(),
        "assign_form": AssignForm(project=project) if may else None,
    }
    if lead or may or context["contacts"] or context["files"] or context["claims"]:
        yield Panel(pgettext("一个", "线索"), "leads/of_project.html", context)
    talks = list(Talk.objects.visible_to(actor).filter(project=project))
    if talks or may:
        yield Panel(
            _("洽谈"),
            "leads/talks_of_project.html",
            {"project": project, "talks": talks, "may": may},
        )


def told(lead: Lead) -> list[tuple[str, Any]]:
    """What is known of a lead, with the words of each field."""
    shown = []
    for name in TOLD:
        value = getattr(lead, name)
        if value not in {"", None}:
            field = lead._meta.get_field(name)
            assert isinstance(field, Field)
            language = get_language() or "zh-hans"
            is_wan = name.endswith("_wan")
            words = units.measured(value, _("万元"), language) if is_wan else value
            shown.append((str(field.verbose_name), words))
    return shown
