"""The siting part of a pack for ``shigu siting solve``: places by their row in the file."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from shigu.cli.goals import Aims
from shigu.engine.pack.read import Pack, read_pack
from shigu.engine.plan.compose import Settings, economics
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.front import front
from shigu.engine.siting.goals import aimed
from shigu.engine.siting.network import network
from shigu.engine.siting.results import Front
from shigu.engine.siting.score import scored
from shigu.engine.watch import Watch

Answer = dict[str, Any]


def solve_pack(file: Path, seconds: float, seed: int, asked: Aims, watch: Watch) -> Answer:
    """Objective and bound in yuan; ``score`` where anything scores, ``front`` where asked.

    ``gap`` is what lies between objective and bound, as a part of the objective.

    Raises:
        PackError, PlanError, NothingScores, Infeasible, NoPlanFound, TooLarge: as they say.
        OSError: the pack cannot be read.
    """
    pack = read_pack(file)
    money = economics(Settings(as_of=pack.created))
    problem = replace(siting_problem(pack, money), least_score=asked.least_score)
    begun = time.perf_counter()
    pairs = compatible(problem)
    found = aimed(network(problem, pairs), asked.goal, seconds=seconds, seed=seed, watch=watch)
    objective, bound = float(found.solution.objective.yuan), found.solution.bound_yuan
    answer: Answer = {
        "objective": objective,
        "bound": bound,
        "gap": abs(objective - bound) / max(abs(objective), 1e-9),
        "seconds": 0.0,
        "assignment": _rows(pack, found.solution.assignment),
    }
    if scored(problem):
        answer["score"] = float(found.network.points(found.chosen))
    if asked.front:
        drawn = front(problem, seconds=seconds, seed=seed, pairs=pairs, watch=watch)
        answer["front"] = _front(pack, drawn)
    return {**answer, "seconds": round(time.perf_counter() - begun, 3)}


def _rows(pack: Pack, assignment: Mapping[str, str]) -> list[int]:
    """The row of the space of each project, counted from 0; −1 = left out."""
    places = {each: k for k, each in enumerate(pack.tables["spaces"]["id"].to_list())}
    projects = pack.tables["projects"]["id"].to_list()
    return [places[s] if (s := assignment.get(p)) else -1 for p in projects]


def _front(pack: Pack, drawn: Front) -> Answer:
    points = [{**asdict(p), "assignment": _rows(pack, p.assignment)} for p in drawn.points]
    return {**asdict(drawn), "points": points}
