"""Leads with their talks, documents and contacts; events and guests."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.first_reports import same
from shigu.api.resources import Filter, Resource
from shigu.leads.models import Guest, Lead, LeadContact, LeadFile, PromotionEvent, Talk

router = Router()
OF_PROJECT = Filter("project", UUID, "项目编号 · id of the project")
LEADS = Resource(
    "leads",
    "Lead",
    Lead,
    Lead.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "project": "project_id",
        "name": "project__name",
        "stage": "project__stage",
        "event": "event_id",
        **same("kind", "origin", "introduced_by", "first_talker", "firm_name", "investor"),
        **same("outline", "process", "land_invest_wan", "plant_invest_wan", "environment"),
        **same("equipment_invest_wan", "output_wan", "tax_wan", "wanted_site", "to_settle"),
        **same("rhythm", "next_due"),
    },
    {
        "district": Filter("district__code"),
        "project": OF_PROJECT,
        "kind": Filter("kind", Lead.Kind),
        "stage": Filter("project__stage"),
    },
    order=("next_due",),
    about="线索 · leads",
)
TALKS = Resource(
    "talks",
    "Talk",
    Talk,
    Talk.objects.visible_to,
    {
        "id": "id",
        "project": "project_id",
        **same("round", "kind", "at", "place", "host", "attendees", "topics", "agreed"),
        **same("unsettled", "next_step", "next_on"),
    },
    {"project": OF_PROJECT, "kind": Filter("kind", Talk.Kind)},
    order=("at", "round"),
    about="洽谈 · talks",
)
CONTACTS = Resource(
    "lead_contacts",
    "LeadContact",
    LeadContact,
    LeadContact.objects.visible_to,
    {"id": "id", "project": "project_id", **same("person", "position", "phone")},
    {"project": OF_PROJECT},
    order=("person",),
    about="资方联系人（只有本区） · contacts, of one's own district alone",
)
FILES = Resource(
    "lead_files",
    "LeadFile",
    LeadFile,
    LeadFile.objects.visible_to,
    {"id": "id", "project": "project_id", **same("name", "size", "added_at")},
    {"project": OF_PROJECT},
    order=("added_at",),
    about="线索材料 · documents of leads",
)
EVENTS = Resource(
    "promotion_events",
    "PromotionEvent",
    PromotionEvent,
    PromotionEvent.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **same("kind", "name", "on", "place", "hosts", "note"),
    },
    {"kind": Filter("kind", PromotionEvent.Kind), "district": Filter("district__code")},
    order=("on",),
    about="招商活动 · promotion and matching events",
)
GUESTS = Resource(
    "guests",
    "Guest",
    Guest,
    Guest.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "event": "event_id",
        "lead": "lead_id",
        **same("firm_name", "person", "phone", "interest"),
    },
    {"event": Filter("event", UUID, "活动编号 · id of the event")},
    order=("firm_name",),
    about="来宾（只有本区） · guests, of one's own district alone",
)
RESOURCES = (LEADS, TALKS, CONTACTS, FILES, EVENTS, GUESTS)
for each in RESOURCES:
    add(router, each)
