"""Questions about many plans, and what of a plan the reader may have."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.plans.models import Condition, Outline, Paper, Placement, Plan, State, Unplaced
from shigu.projects.models import Project
from shigu.territory.models import Space

Json = dict[str, Any]
PLANS_SHOWN = 5


def adopted(actor: Actor) -> Plan | None:
    """The plan in force; the latest adopted where several districts adopted one each."""
    return (
        _shown(actor)
        .filter(adopted_at__isnull=False, superseded_at__isnull=True)
        .order_by("-adopted_at")
        .first()
    )


def latest_done(actor: Actor) -> Plan | None:
    """The plan that was finished last."""
    return _shown(actor).filter(state=State.DONE).order_by("-finished_at").first()


def shown(actor: Actor) -> Plan | None:
    """The plan that pages speak of: the one in force, else the one finished last."""
    return adopted(actor) or latest_done(actor)


def document(actor: Actor, plan: Plan) -> Json | None:
    """The full ``plan.json``; ``None`` for who does not read every project in it."""
    body = paper_body(actor, plan)
    return json.loads(body) if body else None


def paper_body(actor: Actor, plan: Plan) -> str:
    """The full document word for word, empty where there is none for this reader."""
    found = Paper.objects.visible_to(actor).filter(plan=plan).values_list("body", flat=True)
    return found.first() or ""


def problem(actor: Actor, plan: Plan) -> str:
    """Why there is no plan, in the words of the engine; they may name projects."""
    found = Paper.objects.visible_to(actor).filter(plan=plan).values_list("problem", flat=True)
    return found.first() or ""


def outline(actor: Actor, plan: Plan) -> Json | None:
    """The plan without single projects; ``None`` for who may not read plans of its district."""
    found = Outline.objects.visible_to(actor).filter(plan=plan).values_list("body", flat=True)
    return found.first()


def placements(actor: Actor, plan: Plan) -> QuerySet[Placement]:
    """What the reader may see of where projects go: one's own, and what one hosts once adopted."""
    return (
        Placement.objects.visible_to(actor)
        .filter(plan=plan)
        .select_related("space__zone", "host", "district")
    )


def left_out(actor: Actor, plan: Plan) -> QuerySet[Unplaced]:
    """The reader's projects that the plan leaves without a place."""
    return (
        Unplaced.objects.visible_to(actor)
        .filter(plan=plan)
        .select_related("project", "district")
        .order_by("-value_yuan", "id")
    )


def of_project(actor: Actor, project: Project) -> list[Placement]:
    """Where plans that the reader may see put a project, the newest first."""
    found = (
        Placement.objects.visible_to(actor)
        .filter(project=project, plan__in=Plan.objects.visible_to(actor).values("pk"))
        .select_related("plan", "space", "host")
    )
    return sorted(found, key=lambda row: row.plan.asked_at, reverse=True)[:PLANS_SHOWN]


def pairs(actor: Actor, plan: Plan) -> dict[str, list[tuple[Project, Space]]]:
    """What a plan was asked to lock and to bar, as far as the reader may see."""
    asked = Condition.objects.visible_to(actor).filter(plan=plan)
    found: dict[str, list[tuple[Project, Space]]] = {"locked": [], "forbidden": []}
    for each in asked.select_related("project", "space").order_by("pk"):
        kind = "locked" if each.kind == Condition.Kind.LOCK else "forbidden"
        found[kind].append((each.project, each.space))
    return found


def named(codes: list[str]) -> list[str]:
    """Districts by name."""
    return [place.name for place in District.objects.filter(code__in=codes)] if codes else []


def not_granted(actor: Actor) -> list[str]:
    """Codes of players' districts whose projects ``actor`` may not read."""
    playing = District.objects.exclude(player="").order_by("code")
    return [d.code for d in playing if not actor.reads(DataClass.PROJECTS, d.pk)]


def asking_districts(actor: Actor) -> QuerySet[District]:
    """Districts in whose name ``actor`` asks for plans; the joint office first."""
    if actor.everything:
        return District.objects.filter(level=District.Level.OFFICE)
    wanted: Iterable[int] = actor.writable.get(DataClass.PLANS, frozenset())
    return District.objects.filter(pk__in=wanted).order_by("player", "code")


def _shown(actor: Actor) -> QuerySet[Plan]:
    return Plan.objects.visible_to(actor).select_related("district", "requested_by", "adopted_by")
