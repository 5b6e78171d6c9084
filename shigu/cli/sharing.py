"""``shigu sharing``: solve a cooperation game from a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from shigu.cli.agreements import annex, check
from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.bargaining import nash_bargaining
from shigu.engine.sharing.core import least_core
from shigu.engine.sharing.game import Game, GameError, from_mapping, from_values
from shigu.engine.sharing.nucleolus import has_imputation, nucleolus
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.sharing.tau import tau_value

INPUT_AT_FAULT = 1
FIELDS = {"players", "values", "kind"}

sharing_app = typer.Typer(
    help="利益共享：合作博弈与条款 · Cooperation games and terms", no_args_is_help=True
)


sharing_app.command("check")(check)
sharing_app.command("annex")(annex)


@sharing_app.callback()
def sharing() -> None:
    """利益共享 · Sharing between districts."""


@sharing_app.command("solve")
def solve(
    game: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="博弈文件 · The game as JSON")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")] = False,
) -> None:
    """各种公平分法 · Shapley value, nucleolus, least core, τ-value, Nash bargaining."""
    try:
        solved = solutions(read_game(game.read_bytes()))
    except GameError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(INPUT_AT_FAULT) from None
    text = json.dumps(solved, ensure_ascii=False) if as_json else _table(solved)
    typer.echo(text)


def read_game(text: bytes) -> Game:
    """The game of ``{"players": […], "values": […] or {…}, "kind": "profit" | "cost"}``.

    Raises:
        GameError: not JSON, or not such a game; the message names place and cure.
    """
    document = _document(text)
    if not isinstance(document, dict):
        raise GameError(
            '文件不是一个对象。请写 {"players": […], "values": […], "kind": "profit"}。',
            'the file is no object: write {"players": […], "values": […], "kind": "profit"}.',
        )
    _check_fields(document)
    kind = document.get("kind", "profit")
    if isinstance(document["values"], dict):
        return from_mapping(document["values"], document["players"], kind)
    return from_values(document["players"], document["values"], kind)


def solutions(game: Game) -> dict[str, Any]:
    """Every solution as numbers in players' order; ``exact`` repeats them as fractions."""
    epsilon, allocation = least_core(game)
    tau, nash, kernel = tau_value(game), nash_bargaining(game), _nucleolus(game)
    named = {"nucleolus": kernel, "tau": tau, "nash": nash}
    exact = {"shapley": shapley(game), **{name: answer.value for name, answer in named.items()}}
    return {
        "players": list(game.players),
        "kind": game.kind,
        **{name: _numbers(parts) for name, parts in exact.items()},
        "least_core": {"epsilon": float(epsilon), "allocation": _numbers(allocation)},
        "core_empty": epsilon > 0,
        "reasons": {n: _said(answer.reasons) for n, answer in named.items() if answer.reasons},
        "exact": {
            **{name: _fractions(parts) for name, parts in exact.items()},
            "least_core": {"epsilon": str(epsilon), "allocation": _fractions(allocation)},
        },
    }


def _nucleolus(game: Game) -> Explained[tuple[Fraction, ...] | None]:
    if has_imputation(game):
        return Explained(nucleolus(game), ())
    return Explained(
        None,
        (
            Reason(
                "sharing.nucleolus.imputation",
                "各方单独所得之和超过整体，没有使每一方都不低于单独所得的分法，核仁无定义。",
                "The players alone are worth more than the whole: no division pays everyone what "
                "they have alone, so there is no nucleolus.",
            ),
        ),
    )


def _document(text: bytes) -> object:
    try:
        return json.loads(
            text.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_no_repeats,
        )
    except GameError:
        raise
    except (ValueError, RecursionError) as error:
        detail = str(error).splitlines()[0]
        raise GameError(
            f"文件不是 UTF-8 编码的 JSON（{detail}）。请检查括号、逗号与编码。",
            f"the file is no JSON in UTF-8 ({detail}): check brackets, commas and encoding.",
        ) from None


def _no_constant(name: str) -> NoReturn:
    raise GameError(
        f'values 中的 {name} 不是有限的数。请写数字，或分数文字如 "1/3"。',
        f'{name} in values is not a finite number: write a number or a fraction like "1/3".',
    )


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise GameError(
            f"{twice!r} 出现了两次。请只保留一个。", f"{twice!r} is given twice: keep one of them."
        )
    return content


def _check_fields(document: dict[str, Any]) -> None:
    for name in ("players", "values"):
        if name not in document:
            raise GameError(f"缺少 {name!r}。请补上。", f"{name!r} is missing: add it.")
    unknown = sorted(set(document) - FIELDS)
    if unknown:
        raise GameError(
            f"不认识的字段 {unknown[0]!r}。可用的是 players、values、kind。",
            f"unknown field {unknown[0]!r}: there are players, values and kind.",
        )
    if not isinstance(document["players"], list):
        raise GameError(
            'players 不是列表。请写成 ["A", "B"]。', 'players is no list: write ["A", "B"].'
        )
    if not isinstance(document["values"], list | dict):
        raise GameError(
            'values 既不是列表也不是对象。请写成 [0, 0, 1] 或 {"A": 0, "B": 0, "A,B": 1}。',
            'values is neither list nor object: write [0, 0, 1] or {"A": 0, "B": 0, "A,B": 1}.',
        )


def _numbers(parts: Sequence[Fraction] | None) -> list[float] | None:
    return None if parts is None else [float(part) for part in parts]


def _fractions(parts: Sequence[Fraction] | None) -> list[str] | None:
    return None if parts is None else [str(part) for part in parts]


def _said(reasons: Sequence[Reason]) -> list[dict[str, str]]:
    return [{"code": reason.code, "zh": reason.zh, "en": reason.en} for reason in reasons]


def _table(solved: dict[str, Any]) -> str:
    """The solutions as lines of text, one a player."""
    rules = ["shapley", "nucleolus", "tau", "nash"]
    columns = {rule: solved[rule] for rule in rules if solved[rule] is not None}
    columns["least_core"] = solved["least_core"]["allocation"]
    lines = ["player".ljust(16) + "".join(rule.rjust(16) for rule in columns)]
    for i, player in enumerate(solved["players"]):
        cells = (f"{amounts[i]:16,.4f}" for amounts in columns.values())
        lines.append(player.ljust(16) + "".join(cells))
    epsilon = solved["least_core"]["epsilon"]
    word = "核为空 · the core is empty" if solved["core_empty"] else "核不为空 · the core holds"
    lines.append(f"ε = {epsilon:,.4f}  {word}")
    lines += [f"{r['zh']} {r['en']}" for said in solved["reasons"].values() for r in said]
    return "\n".join(lines)
