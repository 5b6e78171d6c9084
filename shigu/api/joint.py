"""Joint plans: which there are, and what of their placements the token's district may see."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.resources import Filter, Resource
from shigu.plans.models import Placement, Plan, State

router = Router()
PLANS = Resource(
    "plans",
    "Plan",
    Plan,
    Plan.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **{
            name: name
            for name in (
                *("asked_at", "state", "seed", "seconds", "as_of", "locks", "bans", "missing"),
                *("finished_at", "pack_name", "pack_version", "pack_hash", "engine_version"),
                *("document_hash", "took_seconds", "objective_yuan", "bound_yuan", "gap"),
                *("hastened", "most_moves", "front", "goal", "tolerance", "least_score"),
                *("surplus_yuan", "placed", "unplaced", "headline_zh", "headline_en"),
                *("adopted_at", "adopted_reason", "superseded_at"),
            )
        },
        "follows": "follows_id",
    },
    {"state": Filter("state", State), "district": Filter("district__code")},
    order=("asked_at", "id"),
    about="联合方案 · joint plans",
)
PLACEMENTS = Resource(
    "placements",
    "Placement",
    Placement,
    Placement.objects.visible_to,
    {
        "id": "id",
        "plan": "plan_id",
        "project": "project_id",
        "name_zh": "name_zh",
        "name_en": "name_en",
        "district": "district__code",
        "space": "space__code",
        "host": "host__code",
        "area_m2": "area_m2",
        "start": "start",
    },
    {"plan": Filter("plan", UUID, "方案编号 · id of the plan"), "host": Filter("host__code")},
    order=("id", "start"),
    about="落位 · placements",
)
RESOURCES = (PLANS, PLACEMENTS)
for each in RESOURCES:
    add(router, each)
