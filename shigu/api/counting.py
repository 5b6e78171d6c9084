"""Facts for the counting rules and capital events: what the token's district sees."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.ledgers import same
from shigu.api.resources import Filter, Resource
from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.engine.counting.load import FACTS

router = Router()
OF_PROJECT = Filter("project", UUID, "项目编号 · id of the project")
FACTS_TOLD = Resource(
    "counting_facts",
    "CountingFacts",
    CountingFacts,
    CountingFacts.objects.visible_to,
    {"id": "id", "project": "project_id", **same(*FACTS, "reason", "at")},
    {"project": OF_PROJECT},
    order=("at", "id"),
    about="统计口径要素 · facts for the counting rules",
)
EVENTS = Resource(
    "capital_events",
    "CapitalEvent",
    CapitalEvent,
    CapitalEvent.objects.visible_to,
    {
        "id": "id",
        "project": "project_id",
        **same("kind", "day", "amount_wan", "paper", "reason", "cancels", "at"),
    },
    {"project": OF_PROJECT, "kind": Filter("kind")},
    order=("day", "id"),
    about="资本事件 · capital events",
)
RESOURCES = (FACTS_TOLD, EVENTS)
for each in RESOURCES:
    add(router, each)
