"""``shigu siting why | whatif | replan | robust``: questions put to a plan of a pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.compose import Settings, economics
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.reasons import Reason
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.questions.changes import (
    Change,
    ChangeError,
    PoolBy,
    ProjectIs,
    ProjectLeaves,
    SpaceLeaves,
)
from shigu.engine.siting.questions.replan import moves_front, replan
from shigu.engine.siting.questions.robust import TooLarge, robust
from shigu.engine.siting.questions.standing import NotThisPlan, Standing, stand
from shigu.engine.siting.questions.what_if import what_if
from shigu.engine.siting.questions.why_not import UnknownError, why_not
from shigu.engine.siting.solve import NoPlanFound
from shigu.engine.siting.values import Need, Problem, YearEstimate

Pack = Annotated[Path, typer.Argument(help="数据包目录 · Directory of the data package")]
Plan = Annotated[
    Path, typer.Option("--plan", help="该数据包的 plan.json · The plan.json that is asked")
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")]
Each = Annotated[float, typer.Option(min=0.1, help="每次求解时限（秒） · Limit of each")]
DATES = ("earliest", "latest")
SETS = ("districts_allowed", "districts_excluded", "together", "apart")


class PlanFileError(ValueError):
    """A file that is no plan or no project; the message says what, in both languages."""


def why(
    pack: Pack,
    plan: Plan,
    project: Annotated[str, typer.Option(help="项目编号 · Id of the project")],
    space: Annotated[str, typer.Option(help="空间编号 · Id of the space")],
    seconds: Annotated[float, typer.Option(min=0.1, help="时限（秒） · Limit")] = 5.0,
    as_json: Json = False,
    lang: Lang = "zh",
) -> None:
    """为什么不放那里：哪条要求不合，或要付出什么代价 · Why a project is not in a space."""
    answer = _answered(
        lambda: why_not(_standing(pack, plan), project, space, seconds=seconds), pack, lang
    )
    _tell(asdict(answer), answer.reasons, lang, as_json=as_json)


def whatif(
    pack: Pack,
    plan: Plan,
    add: Annotated[
        Path | None, typer.Option(help="新项目（JSON 文件） · A new project as a JSON file")
    ] = None,
    without_project: Annotated[
        str | None, typer.Option(help="去掉一个项目 · Without this project")
    ] = None,
    without_space: Annotated[
        str | None, typer.Option(help="去掉一处空间 · Without this space")
    ] = None,
    pool: Annotated[
        str | None, typer.Option(help="指标池增减，写作 池=数量 · Pool and change, pool=amount")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="时限（秒） · Limit")] = 0.5,
    as_json: Json = False,
    lang: Lang = "zh",
) -> None:
    """一项变动会怎样：放哪里，值多少，谁要动 · What one change would do to a plan."""
    given = {"--add": add, "--without-project": without_project}
    given |= {"--without-space": without_space, "--pool": pool}
    if sum(each is not None for each in given.values()) != 1:
        raise typer.BadParameter(f"{'、'.join(given)}：恰好给出一项 · give exactly one")

    def asked() -> Change:
        if add is not None:
            return ProjectIs(_need(add))
        if pool is not None:
            return _pool(pool)
        if without_project is not None:
            return ProjectLeaves(without_project)
        return SpaceLeaves(without_space or "")

    answer = _answered(lambda: what_if(_standing(pack, plan), asked(), seconds=seconds), pack, lang)
    _tell(asdict(answer), answer.reasons, lang, as_json=as_json)


def replanned(
    pack: Pack,
    plan: Plan,
    most_moves: Annotated[
        int | None, typer.Option(min=0, help="至多改动几处承诺 · At most so many moves")
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, help="可让出的价值比例 · Part of the value to give up"),
    ] = 0.01,
    front: Annotated[
        bool, typer.Option("--front", help="列出改动数与价值 · Every number of moves")
    ] = False,
    seconds: Each = 10.0,
    as_json: Json = False,
    lang: Lang = "zh",
) -> None:
    """数据变了，已采纳的方案怎样少动 · An adopted plan re-planned with the fewest moves."""

    def asked() -> Any:
        problem, document = _problem(pack, plan)
        if front:
            return moves_front(problem, _placed(document), seconds=seconds)
        return replan(
            problem, _placed(document), most_moves=most_moves, tolerance=tolerance, seconds=seconds
        )

    answer = _answered(asked, pack, lang)
    points = [_point(each, lang) for each in answer.points] if front else []
    _tell(asdict(answer), answer.reasons, lang, as_json=as_json, more=points)


def robustly(
    pack: Pack,
    level: Annotated[
        float, typer.Option(min=0.0, max=0.999, help="看最差的 1−level 部分 · Level of the CVaR")
    ] = 0.9,
    scenarios: Annotated[int, typer.Option(min=1, max=5000, help="情景数 · Scenarios")] = 200,
    common: Annotated[
        float, typer.Option(min=0.0, max=0.99, help="共同冲击的比重 · Part of a common shock")
    ] = 0.0,
    resolved: Annotated[
        int, typer.Option(min=0, help="重解几个情景看落位稳不稳 · Scenarios planned again")
    ] = 20,
    seed: Annotated[int, typer.Option(min=0, help="随机种子 · Seed of all draws")] = 0,
    seconds: Each = 10.0,
    as_json: Json = False,
    lang: Lang = "zh",
) -> None:
    """项目不一定成：期望最大的方案与稳妥的方案 · Plans for the average and for bad times."""

    def asked() -> Any:
        read = read_pack(pack)
        problem = siting_problem(read, economics(Settings(as_of=read.created)))
        return robust(
            problem,
            level=level,
            scenarios=scenarios,
            common=common,
            resolved=resolved,
            seed=seed,
            seconds=seconds,
        )

    answer = _answered(asked, pack, lang)
    _tell(asdict(answer), answer.reasons, lang, as_json=as_json)


def _answered(ask: Callable[[], Any], pack: Path, lang: str) -> Any:
    try:
        return ask()
    except PackError as error:
        refuse(*problems_told(error.problems, lang))
    except (PlanError, PlanFileError, NotThisPlan, UnknownError, ChangeError) as error:
        refuse(str(error))
    except (Infeasible, NoPlanFound, TooLarge) as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(pack, error, lang))


def _tell(
    answer: Mapping[str, Any],
    reasons: Sequence[Reason],
    lang: str,
    *,
    as_json: bool,
    more: Sequence[str] = (),
) -> None:
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    for line in (*(r.zh if lang == "zh" else r.en for r in reasons), *more):
        typer.echo(line)


def _point(point: Any, lang: str) -> str:
    wan = point.value_yuan / 10_000
    if lang == "zh":
        return f"改动 {point.moves_made} 处：{wan:,.0f} 万元" + ("" if point.proven else "（未证）")
    told = f"{point.moves_made} moves: CNY {point.value_yuan:,.0f}"
    return told + ("" if point.proven else " (not proven)")


def _standing(pack: Path, plan: Path) -> Standing:
    problem, document = _problem(pack, plan)
    return stand(problem, _placed(document), bound_yuan=document["siting"]["bound_yuan"])


def _problem(pack: Path, plan: Path) -> tuple[Problem, dict[str, Any]]:
    """The siting problem of the pack, valued and conditioned as the plan was."""
    document = _document(plan)
    run = document["run"]
    money = economics(
        Settings(
            as_of=date.fromisoformat(run["as_of"]),
            discount_rate=run["discount_rate"],
            horizon_years=run["horizon_years"],
        )
    )
    forbidden = frozenset((project, space) for project, space in run.get("forbidden", ()))
    return siting_problem(read_pack(pack), money, run.get("locked", {}), forbidden), document


def _document(plan: Path) -> dict[str, Any]:
    try:
        document = json.loads(plan.read_text(encoding="utf-8"))
    except ValueError:
        document = None
    if not isinstance(document, dict) or not {"run", "siting"} <= document.keys():
        raise PlanFileError(
            f"{plan} 不是 plan.json。请用 shigu plan 生成的文件。 / "
            f"{plan} is no plan.json: use the file that shigu plan wrote."
        )
    return document


def _placed(document: Mapping[str, Any]) -> dict[str, str]:
    return {each["project"]: each["space"] for each in document["siting"]["placements"]}


def _pool(text: str) -> PoolBy:
    name, _, amount = text.rpartition("=")
    try:
        return PoolBy(name.strip(), float(amount))
    except ValueError as error:
        message = f"--pool {text}：写作 池=数量，如 power=-500 · write it as pool=amount"
        raise typer.BadParameter(message) from error


def _need(path: Path) -> Need:
    """A project as an object with the fields of ``Need``; dates in ISO form, ``years`` as rows of
    year, tax_local_wan and public_cost_wan."""
    known = {field.name for field in fields(Need)} - {"preferences"}
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(given, dict) or not given.keys() <= known:
            raise ValueError(f"fields: {', '.join(sorted(known))}")
        return Need(
            **{
                **given,
                **{name: date.fromisoformat(given[name]) for name in DATES if given.get(name)},
                **{name: frozenset(given[name]) for name in SETS if name in given},
                "years": tuple(YearEstimate(**year) for year in given.get("years", ())),
            }
        )
    except (TypeError, ValueError) as error:
        raise PlanFileError(
            f"{path} 不是一个项目：{error}。请按命令参考填写。 / "
            f"{path} is no project: {error}. See the reference of the command."
        ) from error
