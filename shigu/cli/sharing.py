"""``shigu sharing``: solve a cooperation game from a file, check an agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.agreements import annex, check
from shigu.cli.design import design
from shigu.cli.game_answers import exact_answers
from shigu.cli.game_file import GameFile, read_game
from shigu.cli.settle import settle
from shigu.engine.sharing.game import Game, GameError

INPUT_AT_FAULT = 1

sharing_app = typer.Typer(
    help="利益共享：合作博弈与条款 · Cooperation games and terms", no_args_is_help=True
)


sharing_app.command("check")(check)
sharing_app.command("annex")(annex)
sharing_app.command("design")(design)
sharing_app.command("settle")(settle)


@sharing_app.callback()
def sharing() -> None:
    """利益共享 · Sharing between districts."""


@sharing_app.command("solve")
def solve(
    game: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="博弈文件 · The game as JSON")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="其余分法、博弈性质与谁会退出 · All rules, who would leave"),
    ] = False,
) -> None:
    """各种公平分法 · Shapley value, nucleolus, least core, τ-value, Nash bargaining."""
    try:
        solved = _solutions(read_game(game.read_bytes()), full=full)
    except GameError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(INPUT_AT_FAULT) from None
    text = json.dumps(solved, ensure_ascii=False) if as_json else _table(solved)
    typer.echo(text)


@sharing_app.command("outlook")
def outlook(
    game: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="情景文件 · Scenarios as JSON")
    ],
    count: Annotated[
        int, typer.Option(min=2, max=1_000_000, help="抽多少个情景 · How many scenarios to draw")
    ] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="随机种子 · Seed of the draws")] = 0,
) -> None:
    """份额的分布与核不空的概率 · Spread of shares, probability that the core holds (JSON)."""
    from shigu.cli.outlook import outlook_document

    try:
        found = outlook_document(game.read_bytes(), count=count, seed=seed)
    except GameError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(INPUT_AT_FAULT) from None
    typer.echo(json.dumps(found, ensure_ascii=False))


def _solutions(file: GameFile, *, full: bool) -> dict[str, Any]:
    """Exact where coalitions can be listed; the compiled kernels load only where they cannot."""
    if isinstance(file.game, Game):
        return exact_answers(file.game, file, full=full)
    from shigu.cli.large_answers import numeric_answers, structured_answers

    if file.game is not None:
        return numeric_answers(file.game, file, full=full)
    assert file.structured is not None
    return structured_answers(file.structured)


def _table(solved: dict[str, Any]) -> str:
    """The divisions as lines of text, one a player."""
    columns = {name: parts for name, parts in solved.items() if _is_division(parts, solved)}
    core = solved.get("least_core")
    if core is not None:
        columns["least_core"] = core["allocation"]
    lines = ["player".ljust(16) + "".join(rule[:15].rjust(16) for rule in columns)]
    for i, player in enumerate(solved["players"]):
        cells = (f"{amounts[i]:16,.4f}" for amounts in columns.values())
        lines.append(player.ljust(16) + "".join(cells))
    if core is not None:
        word = "核为空 · the core is empty" if solved["core_empty"] else "核不为空 · the core holds"
        lines.append(f"ε = {core['epsilon']:,.4f}  {word}")
    lines += [f"{r['zh']} {r['en']}" for said in solved["reasons"].values() for r in said]
    return "\n".join(lines)


def _is_division(parts: object, solved: dict[str, Any]) -> bool:
    numbers = isinstance(parts, list) and all(isinstance(part, float) for part in parts)
    return numbers and len(solved["players"]) > 0
