"""``shigu plan``: the joint plan from one command."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from shigu.cli.goals import (
    Aims,
    GoalOption,
    LeastScore,
    Tolerance,
    WithFront,
    aims,
    front_told,
)
from shigu.cli.progress import Phases
from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.cli.summary import summary
from shigu.districts.boundaries import boundaries
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import Pack, read_pack
from shigu.engine.plan.compose import Settings, joint_plan
from shigu.engine.plan.document import to_json
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.results import JointPlan
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.solve import NoPlanFound
from shigu.report import render

STOPPED_BY_LIMIT = 3
LARGEST_SEED = 2**31 - 1


def plan(
    pack: Annotated[Path, typer.Argument(help="数据包目录 · Directory of the data package")],
    out: Annotated[Path, typer.Option(help="输出目录 · Where to write plan.json, plan.html")],
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="随机种子 · Seed of all draws")
    ] = 0,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="每次求解时限（秒） · Limit of each optimisation")
    ] = 10.0,
    as_of: Annotated[
        str | None, typer.Option(help="基准日，默认取数据包日期 · Valuation day, ISO")
    ] = None,
    lock: Annotated[
        list[str] | None, typer.Option(help="锁定 项目=空间，可多次 · Keep a project in a space")
    ] = None,
    forbid: Annotated[
        list[str] | None, typer.Option(help="排除 项目=空间，可多次 · Keep it out of a space")
    ] = None,
    goal: GoalOption = "money",
    tolerance: Tolerance = 0.0,
    least_score: LeastScore = None,
    front: WithFront = False,
    lang: Lang = "zh",
) -> None:
    """联合方案：缺什么、招谁、落在哪、怎么分 · The joint plan of a cluster."""
    try:
        conditions = _pairs("--lock", lock), _pairs("--forbid", forbid)
        asked = aims(goal, tolerance, least_score, front=front)
        answer = _compute(read_pack(pack), seed, seconds, as_of, conditions, asked)
    except PackError as error:
        refuse(*problems_told(error.problems, lang))
    except (PlanError, Infeasible, NoPlanFound) as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(pack, error, lang))
    try:
        _write(answer, out)
    except OSError as error:
        refuse(unusable(out, error, lang))
    typer.echo(summary(answer, out, lang))
    if answer.siting.front is not None:
        typer.echo("\n".join(front_told(answer.siting.front)))
    if _cut_short(answer):
        raise typer.Exit(STOPPED_BY_LIMIT)


def _cut_short(answer: JointPlan) -> bool:
    siting = answer.siting
    open_front = siting.front is not None and not siting.front.complete
    return (
        siting.status == "limit" or open_front or any(c.gap > 0 for c in answer.sharing.coalitions)
    )


Pairs = list[tuple[str, str]]


def _compute(
    pack: Pack,
    seed: int,
    seconds: float,
    as_of: str | None,
    conditions: tuple[Pairs, Pairs],
    asked: Aims,
) -> JointPlan:
    phases = Phases(sys.stderr)
    codes = {
        row["id"]: row["gb_code"]
        for row in pack.tables["districts"].to_dicts()
        if row["level"] == "district" and row["gb_code"]
    }
    settings = Settings(
        as_of=_day(as_of) if as_of else pack.created,
        seed=seed,
        seconds=seconds,
        locked=dict(conditions[0]),
        forbidden=frozenset(conditions[1]),
        goal=asked.goal,
        least_score=asked.least_score,
        front=asked.front,
        boundaries=boundaries(codes),
    )
    started = time.perf_counter()
    answer = joint_plan(pack, settings, phases.tell)
    run = replace(
        answer.run, seconds=round(time.perf_counter() - started, 3), phases=phases.finish()
    )
    return replace(answer, run=run)


def _pairs(option: str, given: list[str] | None) -> Pairs:
    pairs = [tuple(each.strip() for each in text.split("=", 1)) for text in given or ()]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise typer.BadParameter(f"{option}：写作 项目=空间 · write it as project=space")
    projects = [pair[0] for pair in pairs]
    if option == "--lock" and len(set(projects)) < len(projects):
        raise typer.BadParameter(f"{option}：一个项目只能锁定一处 · one place for a project")
    return [(pair[0], pair[1]) for pair in pairs]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"--as-of {text}：日期写作 2026-11-23 · write the day as 2026-11-23"
        raise typer.BadParameter(message) from error


def _write(answer: JointPlan, out: Path) -> None:
    document = to_json(answer)
    html = render(json.loads(document))
    out.mkdir(parents=True, exist_ok=True)
    _replace(out / "plan.json", document)
    _replace(out / "plan.html", html)


def _replace(path: Path, text: str) -> None:
    """Write beside the old file and swap, so that a reader never sees half a plan."""
    draft = path.with_suffix(path.suffix + ".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
