"""From rows to the engine and back: settings of a plan, and its answer as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any, cast

from shigu.districts.actors import Actor
from shigu.districts.boundaries import boundaries
from shigu.districts.models import District
from shigu.engine.pack.read import Pack
from shigu.engine.plan.compose import Settings
from shigu.engine.plan.document import to_json
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.results import JointPlan, Ring
from shigu.engine.siting.goals import Goal
from shigu.engine.siting.results import Order
from shigu.engine.watch import Reading
from shigu.plans import queries
from shigu.plans.models import Condition, Placement, PlacementCase, Plan, Unplaced
from shigu.plans.outline import Headline, OutlineOfPlan, outline_of
from shigu.plans.redaction import called_in, told_to
from shigu.projects.bridge import pack_ids
from shigu.projects.models import Project
from shigu.report.headline import headline
from shigu.report.names import Names
from shigu.territory.models import Space

Improvements = list[tuple[float, float | None, float | None]]
"""Seconds, value and bound in yuan, of each improvement of a search."""


def improvements(readings: Iterable[Reading]) -> Improvements:
    """The log of a search as it is kept."""
    return [(each.seconds, each.value_yuan, each.bound_yuan) for each in readings]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a computation brought: the full document, alike for alike questions, and its outline."""

    plan: JointPlan
    body: str
    outline: OutlineOfPlan
    took_seconds: float
    phases: Mapping[str, float]
    improvements: Improvements

    @property
    def hash(self) -> str:
        """SHA-256 of the document."""
        return sha256(self.body.encode()).hexdigest()


def answer_of(plan: JointPlan, took_seconds: float, phases: Mapping[str, float]) -> Answer:
    """The answer as it is kept: how long it took stands beside the document, not in it."""
    timeless = replace(
        plan,
        run=replace(plan.run, seconds=0.0, phases={}),
        siting=replace(plan.siting, seconds=0.0, log=()),
    )
    body = to_json(timeless)
    document = json.loads(body)
    words = headline(document, Names(document["index"]))
    outline = outline_of(timeless, Headline(words.zh, words.en))
    log = improvements(plan.siting.log)
    return Answer(timeless, body, outline, took_seconds, phases, log)


def with_times(body: str, plan: Plan) -> dict[str, Any]:
    """The document with how long it took, as ``shigu plan`` writes it."""
    document: dict[str, Any] = json.loads(body)
    document["run"] |= {"seconds": plan.took_seconds or 0.0, "phases": plan.phases}
    document["siting"]["log"] = [asdict(Reading(*improvement)) for improvement in plan.improvements]
    return document


def settings_of(actor: Actor, plan: Plan, pack: Pack, *, outlined: bool = True) -> Settings:
    """The settings a plan was asked with; the day is the pack's unless one was given.

    ``outlined``: with the outlines of the districts, which only the document needs.
    """
    ids = {key: code for code, key in pack_ids(actor).items()}
    asked = Condition.objects.visible_to(actor).filter(plan=plan).select_related("space")
    pairs = [(each.kind, ids[each.project_id], each.space.code) for each in asked]
    return Settings(
        as_of=plan.as_of or pack.created,
        seed=plan.seed,
        seconds=plan.seconds,
        locked={p: s for kind, p, s in pairs if kind == Condition.Kind.LOCK},
        forbidden=frozenset((p, s) for kind, p, s in pairs if kind == Condition.Kind.FORBID),
        front=plan.front,
        goal=Goal(cast("Order", plan.goal), Fraction(str(plan.tolerance))),
        least_score=None if plan.least_score is None else Fraction(str(plan.least_score)),
        boundaries=outlines() if outlined else {},
    )


def promised(actor: Actor, plan: Plan) -> dict[str, str]:
    """Project → space in the plan that this one is to follow with few moves.

    Raises:
        PlanError: it is not to be read in full any more.
    """
    if plan.most_moves is None or plan.follows is None:
        return {}
    document = queries.document(actor, plan.follows)
    if document is None:
        raise PlanError(
            "前一个方案的全文已不能读（数据授权变了），不能按它重排。 / "
            "The plan before can no longer be read in full: it cannot be kept to."
        )
    return {row["project"]: row["space"] for row in document["siting"]["placements"]}


def outlines() -> dict[str, tuple[Ring, ...]]:
    """Outer rings of the districts: as they are kept, else as the atlas has them."""
    rows = District.objects.filter(level=District.Level.DISTRICT)
    kept = {place.code: tuple(_rings(place.boundary)) for place in rows if place.boundary}
    codes = {place.code: place.gb_code for place in rows if place.gb_code}
    return boundaries({code: gb for code, gb in codes.items() if code not in kept}) | kept


def _rings(boundary: Mapping[str, Any]) -> Iterator[Ring]:
    geometry = boundary.get("geometry", boundary)
    polygons = geometry["coordinates"]
    for polygon in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
        yield tuple((round(point[0], 5), round(point[1], 5)) for point in polygon[0])


@dataclass(frozen=True, slots=True)
class ResultRows:
    """The rows of single projects, each for the district of its project."""

    placements: list[Placement]
    cases: list[PlacementCase]
    left_out: list[Unplaced]
    owners: list[int]


def result_rows(actor: Actor, plan: Plan, answer: JointPlan) -> ResultRows:
    """The answer split by the districts that its projects belong to."""
    keys = pack_ids(actor)
    projects = Project.objects.in_bulk([keys[code] for code in answer.index.projects])
    of = {code: projects[keys[code]] for code in answer.index.projects}
    spaces = {space.code: space for space in Space.objects.filter(code__in=answer.index.spaces)}
    own: dict[int, set[str]] = {}
    for code, project in of.items():
        own.setdefault(project.district_id, set()).add(code)
    made = list(_placed(plan, answer, of, spaces, own))
    return ResultRows(
        placements=[placement for placement, _ in made],
        cases=[case for _, case in made],
        left_out=list(_left_out(plan, answer, of, own)),
        owners=sorted(own),
    )


def _placed(
    plan: Plan,
    answer: JointPlan,
    of: Mapping[str, Project],
    spaces: Mapping[str, Space],
    own: Mapping[int, set[str]],
) -> Iterator[tuple[Placement, PlacementCase]]:
    kept, called = _kept(answer), called_in(answer.index)
    for each in answer.siting.placements:
        project, space = of[each.project], spaces[each.space]
        same = {"asker_id": plan.district_id, "district_id": project.district_id}
        placement = Placement(
            plan=plan,
            project=project,
            name_zh=project.name,
            name_en=project.name_en,
            space=space,
            host_id=space.district_id,
            area_m2=each.area_m2,
            start=date.fromisoformat(each.start),
            **same,
        )
        second = each.runner_up
        case = PlacementCase(
            placement=placement,
            value_yuan=each.value_yuan,
            reasons=told_to(own[project.district_id], each.reasons, called),
            key=each.project,
            runner_up=spaces[second.space] if second and second.space else None,
            loss_yuan=second.loss_yuan if second else None,
            kept=kept.get(each.project),
            **same,
        )
        yield placement, case


def _kept(answer: JointPlan) -> dict[str, float]:
    """In how many of all trials a placement stays, by project."""
    trials = sum(question.draws for question in answer.sensitivity)
    found: dict[str, float] = {}
    for question in answer.sensitivity:
        for project, part in question.placements_kept.items():
            found[project] = found.get(project, 0.0) + part * question.draws / trials
    return found


def _left_out(
    plan: Plan, answer: JointPlan, of: Mapping[str, Project], own: Mapping[int, set[str]]
) -> Iterator[Unplaced]:
    called = called_in(answer.index)
    for each in answer.siting.unplaced:
        project = of[each.project]
        yield Unplaced(
            plan=plan,
            asker_id=plan.district_id,
            district_id=project.district_id,
            project=project,
            value_yuan=each.value_yuan,
            cost_yuan=each.cost_of_placing_yuan,
            key=each.project,
            binding=told_to(own[project.district_id], each.binding, called),
            near_misses=[asdict(miss) for miss in each.near_misses],
        )
