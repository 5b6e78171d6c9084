"""``shigu siting``: solve an allocation from a file."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, Literal

import numpy as np
import typer

from shigu.cli.goals import Aims, GoalOption, LeastScore, Tolerance, WithFront, aims
from shigu.cli.pack_siting import solve_pack
from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.engine.pack.problems import PackError
from shigu.engine.plan.errors import PlanError
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.goals import NothingScores
from shigu.engine.siting.portfolio.instance import Instance
from shigu.engine.siting.portfolio.numbers import FileError
from shigu.engine.siting.portfolio.orlib import read_cap, read_gap
from shigu.engine.siting.portfolio.plan_arcs import TooLarge
from shigu.engine.siting.portfolio.warehouses import locate
from shigu.engine.siting.solve import NoPlanFound
from shigu.engine.watch import Watch

STOPPED_BY_LIMIT = 3
LARGEST_SEED = 2**31 - 1
TOLD_SECONDS = 3.0
Answer = dict[str, Any]

siting_app = typer.Typer(help="选址：项目与空间 · Projects and spaces", no_args_is_help=True)


@siting_app.callback()
def siting() -> None:
    """选址 · Allocation of projects to spaces."""


@siting_app.command("solve")
def solve_file(
    file: Annotated[Path, typer.Argument(help="文件，或数据包目录 · The file, or a pack")],
    form: Annotated[
        Literal["orlib-gap", "orlib-cap", "pack"],
        typer.Option("--format", help="格式 · What the file is"),
    ],
    seconds: Annotated[
        float, typer.Option(min=0.1, help="时限（秒） · Limit of the search")
    ] = 10.0,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="随机种子 · Seed of all draws")
    ] = 0,
    goal: GoalOption = "money",
    tolerance: Tolerance = 0.0,
    least_score: LeastScore = None,
    front: WithFront = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """最优分配与已证的界 · The best assignment found, and the bound proven.

    退出码：0 已证最优；3 到时限或被中断（Ctrl-C 一次），给出目前最好的方案与界；
    1 文件有误或没有方案；2 用法有误。
    Exit codes: 0 proven; 3 the limit or one Ctrl-C came first, and the best plan so far is told;
    1 the file is at fault or there is no plan; 2 wrong usage.
    """
    asked = aims(goal, tolerance, least_score, front=front)
    if form != "pack" and asked != Aims():
        raise typer.BadParameter("评分只在数据包里 · only packs have points: --format pack")
    try:
        with _interruptible() as watch:
            if form == "pack":
                answer = solve_pack(file, seconds, seed, asked, watch)
            else:
                answer = {"orlib-gap": _gap, "orlib-cap": _cap}[form](file, seconds, seed, watch)
    except FileError as error:
        refuse(f"{file}：{error.zh}" if lang == "zh" else f"{file}: {error.en}")
    except PackError as error:
        refuse(*problems_told(error.problems, lang))
    except (PlanError, Infeasible, NoPlanFound, NothingScores, TooLarge) as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(file, error, lang))
    if watch.hastened:
        answer["interrupted"] = True
        told = {"zh": "已中断，以下是目前最好的方案。", "en": "Interrupted: the best plan so far."}
        typer.echo(told[lang], err=True)
    typer.echo(json.dumps(answer) if as_json else _told(answer))
    if answer["gap"] > 0 or ("front" in answer and not answer["front"]["complete"]):
        raise typer.Exit(STOPPED_BY_LIMIT)


@contextmanager
def _interruptible() -> Iterator[Watch]:
    """The first Ctrl-C asks the search for the best that it has, a second one ends it."""
    watch = Watch()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if watch.hastened:
            raise KeyboardInterrupt
        watch.hasten()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)


def _gap(file: Path, seconds: float, seed: int, watch: Watch) -> Answer:
    problem = read_gap(_text(file))
    _refuse_homeless(problem)
    from shigu.engine.siting.portfolio.allocate import allocate

    _ready()
    found = allocate(problem, seconds=seconds, seed=seed, watch=watch)
    if found.plan is None:
        if found.ending == "infeasible":
            raise FileError(
                "容量不足：没有一种分配能安排全部任务。请核对容量与资源用量。",
                "no assignment keeps the capacities: check capacities and resources.",
            )
        raise NoPlanFound(
            f"{seconds:g} 秒内没有找到可行的分配，请放宽时限。 / "
            f"No feasible assignment was found in {seconds:g} s: allow more time."
        )
    return _answer(found.cost, found.bound, found.seconds, problem.agent[found.plan].tolist())


def _refuse_homeless(problem: Instance) -> None:
    """Raises:
    FileError: a job fits no agent, whatever else is given.
    """
    alone = (problem.take <= problem.capacity[problem.agent]).all(axis=1)
    homes = np.bincount(problem.job[alone], minlength=problem.jobs)
    for job in np.flatnonzero(homes == 0)[:1]:
        raise FileError(
            f"第 {job + 1} 个任务超出每个代理的容量。请核对它的资源用量或放宽容量。",
            f"job {job + 1} is too large for every agent: check its resources or raise a capacity.",
        )


def _cap(file: Path, seconds: float, seed: int, watch: Watch) -> Answer:
    """Customers may be served in parts: the assignment names the warehouse with the largest, and
    ``split`` the parts [customer, warehouse, part] of those with several."""
    problem = read_cap(_text(file))
    begun = time.perf_counter()
    found = locate(problem, seconds=seconds, seed=seed, watch=watch)
    if found is None:
        raise FileError(
            "仓库容量不足以满足全部需求。请核对容量与需求。",
            "the capacities cannot serve the whole demand: check capacities and demands.",
        )
    if found.served is None:
        raise NoPlanFound(
            f"{seconds:g} 秒内没有找到方案，请放宽时限。 / "
            f"No plan was found in {seconds:g} s: allow more time."
        )
    spent = time.perf_counter() - begun
    bound = found.cost if found.proven else found.bound
    answer = _answer(found.cost, bound, spent, found.served.argmax(axis=1).tolist())
    parts = [
        [int(c), int(w), float(found.served[c, w])]
        for c, w in np.argwhere(found.served > 1e-9)
        if found.served[c].max() < 1 - 1e-9
    ]
    return {**answer, "split": parts} if parts else answer


def _ready() -> None:
    """Compile before the clock runs, and say so where that took its time."""
    from shigu.engine.siting.portfolio.warm import warm

    spent = warm()
    if spent > TOLD_SECONDS:
        typer.echo(f"首次编译 {spent:.0f} 秒 · compiled once in {spent:.0f} s", err=True)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except UnicodeDecodeError:
        raise FileError(
            "不是纯数字的文本文件。请检查格式。", "the file is no text of numbers: check it."
        ) from None


def _answer(objective: float, bound: float, seconds: float, assignment: list[int]) -> Answer:
    """``gap`` is what lies between objective and bound, as a part of the objective."""
    return {
        "objective": objective,
        "bound": bound,
        "gap": abs(objective - bound) / max(abs(objective), 1e-9),
        "seconds": round(seconds, 3),
        "assignment": assignment,
    }


def _told(answer: Answer) -> str:
    placed = sum(each >= 0 for each in answer["assignment"])
    lines = [
        (
            f"目标值 objective {answer['objective']:,.2f}   界 bound {answer['bound']:,.2f}   "
            f"差距 gap {answer['gap']:.4%}   {answer['seconds']:.1f} s   "
            f"已安排 placed {placed}/{len(answer['assignment'])}"
        )
    ]
    if "score" in answer:
        lines.append(f"评分 score {answer['score']:g}")
    if "front" in answer:
        lines += [f"{p['money_yuan']:,.2f}   {p['score']:g}" for p in answer["front"]["points"]]
    return "\n".join(lines)
