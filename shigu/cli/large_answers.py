"""Answers for games of many players: doubles, or the closed forms of a structured game."""

from __future__ import annotations

from typing import Any

import numpy as np

from shigu.cli.game_answers import NO_IMPUTATION, numbers, said
from shigu.cli.game_file import GameFile, not_solved
from shigu.cli.structured_file import Structured, kind_of
from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.bargaining import no_surplus
from shigu.engine.sharing.game import MAX_PLAYERS, GameError
from shigu.engine.sharing.numeric.game import Floats, NumericGame
from shigu.engine.sharing.numeric.nucleolus import (
    Levelled,
    NotSolvedError,
    nucleolus,
    prenucleolus,
)
from shigu.engine.sharing.numeric.semivalues import banzhaf, shapley
from shigu.engine.sharing.numeric.tau import tau_value
from shigu.engine.sharing.structured.airport import Airport
from shigu.engine.sharing.structured.assignment import Assignment
from shigu.engine.sharing.structured.bankruptcy import Bankruptcy
from shigu.engine.sharing.structured.flow import Flow
from shigu.engine.sharing.structured.production import LinearProduction

BEYOND_LISTING = Reason(
    "sharing.structured.large",
    f"超过 {MAX_PLAYERS} 方时，只给出这类博弈不必列出各联盟就能求出的分法。",
    f"Beyond {MAX_PLAYERS} players only the divisions are given that this kind of game has without "
    "listing its coalitions.",
)


def numeric_answers(game: NumericGame, file: GameFile, *, full: bool) -> dict[str, Any]:
    """The rules in doubles. The allocation of the least core is the prenucleolus, which lies in
    it; ``residual`` says by how much Kohlberg's criterion can be missed.

    Raises:
        GameError: the file asks for unions, or the programmes do not converge.
    """
    if file.unions is not None:
        raise GameError(
            f"带 unions 的分法最多 {MAX_PLAYERS} 方。请合并局中人，或去掉 unions。",
            f"values with unions take at most {MAX_PLAYERS} players: merge some, or remove unions.",
        )
    near_zero = _rounding(game)
    try:
        pre = prenucleolus(game)
        own, residual = _nucleolus(game, pre, near_zero)
    except NotSolvedError as error:
        raise not_solved(error) from None
    epsilon = float(pre.levels[0])
    named = {"nucleolus": own, "tau": tau_value(game), "nash": _nash(game, file, near_zero)}
    rules: dict[str, Floats | None] = {
        "shapley": shapley(game),
        "prenucleolus": pre.payoffs,
        **{name: answer.value for name, answer in named.items()},
        **({"banzhaf": banzhaf(game)} if full else {}),
    }
    return {
        "players": list(game.players),
        "kind": game.kind,
        "arithmetic": "float64",
        "residual": max(residual, pre.residual),
        **{name: numbers(parts) for name, parts in rules.items()},
        "least_core": {"epsilon": epsilon, "allocation": numbers(pre.payoffs)},
        "core_empty": epsilon > near_zero,
        "reasons": said({name: answer.reasons for name, answer in named.items()}),
    }


def structured_answers(game: Structured) -> dict[str, Any]:
    """What a structured game with too many players to list has in closed form, exactly."""
    found: dict[str, Any] = {"shapley": None, "nucleolus": None, "core_allocation": None}
    if isinstance(game, Airport):
        found |= {"shapley": game.shapley(), "nucleolus": game.nucleolus()}
    elif isinstance(game, Bankruptcy):
        found |= {"nucleolus": game.talmud()}
    elif isinstance(game, Assignment | LinearProduction):
        found |= {"core_allocation": game.prices()}
    elif isinstance(game, Flow):
        found |= {"core_allocation": game.toll()}
    else:
        found |= {"shapley": game.shapley_shubik(), "banzhaf": game.banzhaf()}
    missing: dict[str, tuple[Reason, ...]] = {
        name: (BEYOND_LISTING,) for name, parts in found.items() if parts is None
    }
    return {
        "players": list(game.players),
        "kind": kind_of(game),
        "arithmetic": "exact",
        **{name: numbers(parts) for name, parts in found.items()},
        "reasons": said(missing),
        "exact": {n: None if p is None else [str(x) for x in p] for n, p in found.items()},
    }


def _rounding(game: NumericGame) -> float:
    """The part of the largest |v(S)| under which a sign is read as zero."""
    return 1e-12 * float(np.abs(game.values).max())


def _surplus(game: NumericGame, points: Floats) -> float:
    return float(game.profits()[game.grand] - points.sum())


def _alone(game: NumericGame) -> Floats:
    alone: Floats = game.profits()[1 << np.arange(len(game.players))]
    return alone


def _nucleolus(
    game: NumericGame, pre: Levelled, near_zero: float
) -> tuple[Explained[Floats | None], float]:
    if _surplus(game, _alone(game)) < -near_zero:
        return Explained(None, (NO_IMPUTATION,)), 0.0
    if np.all(_signed(game, pre.payoffs) >= _alone(game)):
        return Explained(pre.payoffs, ()), pre.residual
    found = nucleolus(game)
    return Explained(found.payoffs, ()), found.residual


def _signed(game: NumericGame, payoffs: Floats) -> Floats:
    return payoffs if game.kind == "profit" else -payoffs


def _nash(game: NumericGame, file: GameFile, near_zero: float) -> Explained[Floats | None]:
    count = len(game.players)
    weights = np.array(numbers(file.weights) or [1.0] * count)
    given = numbers(file.disagreement)
    points = _alone(game) if given is None else _signed(game, np.array(given))
    gain = _surplus(game, points)
    if gain < -near_zero:
        return Explained(None, (no_surplus(gain),))
    return Explained(_signed(game, points + gain * weights / weights.sum()), ())
