"""Reading an uncertain game from JSON, and what its scenarios say as one document."""

from __future__ import annotations

from typing import Any

import numpy as np

from shigu.cli.game_file import NOTES, json_in_doubles, not_solved
from shigu.engine.sharing.game import GameError, check_length, check_players, number
from shigu.engine.sharing.numeric.game import Floats
from shigu.engine.sharing.numeric.nucleolus import WHOLE, NotSolvedError
from shigu.engine.sharing.numeric.scenarios import QUANTILES, Spread, outlook, with_projects

MOST_VALUES = 1 << 27
"""So many values of all scenarios together take a gigabyte."""


def outlook_document(text: bytes, *, count: int, seed: int) -> dict[str, Any]:
    """The outlook of ``{"players": […], "scenarios": [[v(1) …], …]}``, or of ``{"players": […],
    "values": […], "projects": [{"probability": 0.6, "values": […]}, …]}`` over ``count`` draws.

    Raises:
        GameError: not JSON, or not such a game; the message names place and cure.
    """
    document = _document(text)
    players = tuple(document["players"])
    check_players(players, WHOLE)
    if len(players) < 2:
        raise GameError(
            "只有一个合作方，没有可比较的分法。请至少写两个。",
            "one player has nothing to share: name two at least.",
        )
    if "scenarios" in document:
        rows = _list(document["scenarios"], "scenarios")
        games = np.array([_row(players, row, f"scenarios[{k}]") for k, row in enumerate(rows)])
    else:
        games = _with_projects(players, document, count=count, seed=seed)
    if not len(games):
        raise GameError(
            "scenarios 是空的。请至少写一个。", "scenarios is empty: give one at least."
        )
    return _told(players, games, document.get("kind", "profit"))


def _told(players: tuple[str, ...], games: Floats, kind: Any) -> dict[str, Any]:
    try:
        found = outlook(players, games, kind)
    except NotSolvedError as error:
        raise not_solved(error) from None
    return {
        "players": list(players),
        "kind": kind,
        "arithmetic": "float64",
        "scenarios": found.scenarios,
        "shapley": _spread(found.shapley),
        "nucleolus": _spread(found.nucleolus),
        "core_probability": found.core,
        "core_interval_95": list(found.core_interval),
        "imputation_probability": found.imputation,
        "epsilon": _named(found.epsilon),
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "mean": spread.mean.tolist(),
        "deviation": spread.deviation.tolist(),
        "quantiles": _named(spread.quantiles),
    }


def _named(quantiles: Floats) -> dict[str, Any]:
    return {str(q): row for q, row in zip(QUANTILES, quantiles.tolist(), strict=True)}


def _with_projects(
    players: tuple[str, ...], document: dict[str, Any], *, count: int, seed: int
) -> Floats:
    most = MOST_VALUES >> len(players)
    if count > most:
        raise GameError(
            f"{len(players)} 方时最多抽 {most} 个情景，--count 是 {count}。请减少。",
            f"for {len(players)} players at most {most} scenarios are drawn, --count is {count}: "
            "draw fewer.",
        )
    certain = _row(players, document["values"], "values")
    worth, probability = [], []
    for k, project in enumerate(_list(document["projects"], "projects")):
        place = f"projects[{k}]"
        if not isinstance(project, dict) or set(project) != {"probability", "values"}:
            raise GameError(
                f'{place} 须写成 {{"probability": 0.6, "values": […]}}。',
                f'{place}: write {{"probability": 0.6, "values": […]}}.',
            )
        chance = float(number(project["probability"], f"{place}.probability"))
        if not 0 <= chance <= 1:
            raise GameError(
                f"{place}.probability 不在 0 与 1 之间。请改正。",
                f"{place}.probability lies outside 0…1: correct it.",
            )
        probability.append(chance)
        worth.append(_row(players, project["values"], f"{place}.values"))
    projects = np.array(worth).reshape(-1, len(certain))
    return with_projects(certain, projects, np.array(probability), count, seed=seed)


def _row(players: tuple[str, ...], content: Any, place: str) -> Floats:
    values = _list(content, place)
    check_length(players, len(values), place)
    return np.array([0.0, *(float(number(v, f"{place}[{k}]")) for k, v in enumerate(values))])


def _list(content: Any, place: str) -> list[Any]:
    if not isinstance(content, list):
        raise GameError(f"{place} 不是列表。请写成 […]。", f"{place} is no list: write […].")
    return content


def _document(text: bytes) -> dict[str, Any]:
    document = json_in_doubles(text)
    given = set(document) - NOTES - {"kind"} if isinstance(document, dict) else set()
    if given not in ({"players", "scenarios"}, {"players", "values", "projects"}):
        raise GameError(
            '请写 {"players": […], "scenarios": [[…], …]}，'
            '或 {"players": […], "values": […], "projects": [{"probability": …, "values": […]}]}。',
            'write {"players": […], "scenarios": [[…], …]}, '
            'or {"players": […], "values": […], "projects": [{"probability": …, "values": […]}]}.',
        )
    _list(document["players"], "players")
    content: dict[str, Any] = document
    return content
