"""Leads: register, talk, add a contact, assign; events: announce, note a guest, make a lead."""

from __future__ import annotations

import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import KeptFile, Reasoned, row
from shigu.api.kinds import Day, Short, Text, asked
from shigu.api.leads import CONTACTS, EVENTS, FILES, GUESTS, LEADS, TALKS, router
from shigu.api.problems import Conflict, allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.chain.models import Link
from shigu.districts.middleware import actor_of
from shigu.districts.models import District, User
from shigu.leads.actions import events, registering
from shigu.leads.models import Guest, Lead, PromotionEvent, Talk
from shigu.leads.models.leads import Rhythm
from shigu.projects.models import Project
from shigu.projects.policies import may_file_in, may_revise

LEAD: Any = LEADS.row_schema()
TALK: Any = TALKS.row_schema()
CONTACT: Any = CONTACTS.row_schema()
FILE: Any = FILES.row_schema()
Wan: Any = asked(Lead._meta.get_field("tax_wan"))
EVENT: Any = EVENTS.row_schema()
RHYTHM: Any = asked(Lead._meta.get_field("rhythm"))
GUEST: Any = GUESTS.row_schema()
Moment = Annotated[datetime.datetime, Field(ge=datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC))]


class RegisteredLead(Reasoned):
    """A lead as the short form asks for it."""

    district: Short
    firm_name: Short
    name: Short | None = None
    kind: Lead.Kind = Lead.Kind.FIRM
    link: Short | None = None
    origin: Lead.Origin
    introduced_by: Text = ""
    person: Text = ""
    phone: Text = ""
    rhythm: RHYTHM = Rhythm.WEEKLY.value


class RevisedLead(Reasoned):
    """What is known of a lead by now; only what is sent changes."""

    firm_name: Short | None = None
    kind: Lead.Kind | None = None
    origin: Lead.Origin | None = None
    introduced_by: Text = ""
    first_talker: Text = ""
    investor: Text = ""
    outline: Text = ""
    process: Text = ""
    land_invest_wan: Annotated[Wan | None, Field(description="土地投资（万元）· land")] = None
    plant_invest_wan: Annotated[Wan | None, Field(description="厂房投资（万元）· plant")] = None
    equipment_invest_wan: Annotated[Wan | None, Field(description="设备投资（万元）")] = None
    environment: Text = ""
    output_wan: Annotated[Wan | None, Field(description="预计年产值（万元）· output")] = None
    tax_wan: Annotated[Wan | None, Field(description="预计年税收（万元）· tax")] = None
    wanted_site: Text = ""
    to_settle: Text = ""
    rhythm: Annotated[RHYTHM | None, Field(description="跟踪节奏（天）· rhythm")] = None
    next_due: Annotated[Day | None, Field(description="下次跟踪 · next due")] = None


class WrittenTalk(Reasoned):
    """One round."""

    kind: Talk.Kind = Talk.Kind.TALK
    at: Moment
    place: Text = ""
    host: Text = ""
    attendees: Text = ""
    topics: Annotated[Text, Field(min_length=1)]
    agreed: Text = ""
    unsettled: Text = ""
    next_step: Text = ""
    next_on: Day | None = None


class KeptContact(Reasoned):
    """Whom to call."""

    person: Short
    position: Text = ""
    phone: Text = ""


class AssignedLead(Reasoned):
    """Who follows the lead: the name of an account."""

    person: Short


class AnnouncedEvent(Reasoned):
    """An event that districts hold together."""

    district: Short
    kind: PromotionEvent.Kind
    name: Short
    on: Day
    place: Text = ""
    hosts: Annotated[list[Short], Field(max_length=100)] = []
    note: Text = ""


class NotedGuest(Reasoned):
    """Who came."""

    district: Short
    firm_name: Short
    person: Short
    phone: Text = ""
    interest: Text = ""


@verb(router, "POST", "/leads", "登记线索 · register a lead", LEAD, tag="leads", status=201)
def register_lead(request: HttpRequest, given: RegisteredLead) -> HttpResponse:
    """登记为“线索登记”阶段的项目；环节可以空着。

    Registered as a project at its first stage; its link may be open.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    told_of = given.model_dump(exclude={"reason", "district", "link", "person", "phone"})
    told_of["name"] = given.name or given.firm_name
    if given.link:
        told_of["link"] = row(actor, Link, given.link, "body.link")
    contact = {"person": given.person, "phone": given.phone}
    with allowed(may_file_in(actor, district)):
        made = registering.register(actor, district, told_of, contact=contact, reason=given.reason)
    return answer(told(request, LEADS, made.pk), 201)


@verb(router, "PATCH", "/leads/{key}", "补充线索 · revise a lead", LEAD, tag="leads")
def revise_lead(request: HttpRequest, key: UUID, given: RevisedLead) -> HttpResponse:
    """只改送来的字段；环节、投资等项目字段在项目上改。

    Changes the members that are sent; what belongs to the project is changed there.
    """
    actor, lead = actor_of(request), _lead(request, key)
    sent = given.model_dump(exclude_unset=True, exclude={"reason"})
    with allowed(may_revise(actor, lead.project)):
        registering.revise(actor, lead, sent, reason=given.reason)
    return answer(told(request, LEADS, key))


@verb(
    *(router, "POST", "/projects/{key}/files", "加入材料 · add a document", FILE),
    tag="lead_files",
    status=201,
)
def add_lead_file(request: HttpRequest, key: UUID, given: KeptFile) -> HttpResponse:
    """原样保存；种类和大小与网页相同。

    Kept byte for byte; kinds and sizes are those of the pages.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        made = registering.add_file(actor, project, given.name, given.content, reason=given.reason)
    return answer(told(request, FILES, made.pk), 201)


@verb(
    router, "POST", "/projects/{key}/talks", "记洽谈 · write a talk", TALK, tag="talks", status=201
)
def write_talk(request: HttpRequest, key: UUID, given: WrittenTalk) -> HttpResponse:
    """下次跟踪日按下次时间，否则按跟踪节奏。

    The lead is due again at the next date, else by its rhythm.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        values = given.model_dump(exclude={"reason"})
        made = registering.talk(actor, project, values, reason=given.reason)
    return answer(told(request, TALKS, made.pk), 201)


@verb(
    *(router, "POST", "/projects/{key}/contacts", "加联系人 · add a contact", CONTACT),
    tag="lead_contacts",
    status=201,
)
def add_lead_contact(request: HttpRequest, key: UUID, given: KeptContact) -> HttpResponse:
    """只有本区看得到，授权也不出借。

    Read by one's own district alone; no grant lends it.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        values = given.model_dump(exclude={"reason"})
        made = registering.add_contact(actor, project, values, reason=given.reason)
    return answer(told(request, CONTACTS, made.pk), 201)


@verb(router, "POST", "/leads/{key}/assign", "指派 · assign", LEAD, tag="leads")
def assign_lead(request: HttpRequest, key: UUID, given: AssignedLead) -> HttpResponse:
    """指派在本区有席位的人跟踪。

    Somebody with a seat in the district follows it from now on.
    """
    actor, lead = actor_of(request), _lead(request, key)
    with allowed(may_revise(actor, lead.project)):
        person = User.objects.filter(username=given.person).first()
        if person is None:
            raise Conflict(f"没有这个账号 / no such account: {given.person}")
        registering.assign(actor, lead.project, person, reason=given.reason)
    return answer(told(request, LEADS, key))


@verb(
    *(router, "POST", "/promotion_events", "登记招商活动 · announce an event", EVENT),
    tag="promotion_events",
    status=201,
)
def announce_event(request: HttpRequest, given: AnnouncedEvent) -> HttpResponse:
    """活动对全体成员公开。

    Open to all members.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    with allowed(may_file_in(actor, district)):
        values = given.model_dump(exclude={"reason", "district"})
        made = events.announce(actor, district, values, reason=given.reason)
    return answer(told(request, EVENTS, made.pk), 201)


@verb(
    *(router, "POST", "/promotion_events/{key}/guests", "登记来宾 · note a guest", GUEST),
    tag="guests",
    status=201,
)
def note_guest(request: HttpRequest, key: UUID, given: NotedGuest) -> HttpResponse:
    """来宾只有登记的区县看得到。

    Guests are read by the district that noted them alone.
    """
    actor = actor_of(request)
    event = the(request, PromotionEvent.objects.visible_to(actor), pk=key)
    district = row(actor, District, given.district, "body.district")
    with allowed(may_file_in(actor, district)):
        values = given.model_dump(exclude={"reason", "district"})
        made = events.note_guest(actor, event, district, values, reason=given.reason)
    return answer(told(request, GUESTS, made.pk), 201)


@verb(
    router, "POST", "/guests/{key}/lead", "转为线索 · make a lead", LEAD, tag="guests", status=201
)
def lead_of_guest(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """来源、企业和联系人一步带过来。

    Source, firm and contact are filled in.
    """
    actor = actor_of(request)
    guest = the(request, Guest.objects.visible_to(actor).select_related("district"), pk=key)
    with allowed(may_file_in(actor, guest.district)):
        made = events.lead_of(actor, guest, reason=given.reason)
    return answer(told(request, LEADS, made.pk), 201)


def _lead(request: HttpRequest, key: UUID) -> Lead:
    rows = Lead.objects.visible_to(actor_of(request)).select_related("project__district")
    found: Lead = the(request, rows, pk=key)
    return found


def _project(request: HttpRequest, key: UUID) -> Project:
    rows = Project.objects.visible_to(actor_of(request)).select_related("district")
    found: Project = the(request, rows, pk=key)
    return found
