"""Uncertain games: how shares spread over scenarios, and how likely the core is to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import norm

from shigu.engine.sharing.game import Kind
from shigu.engine.sharing.numeric.game import Floats, NumericGame
from shigu.engine.sharing.numeric.lexicographic import RELATIVE
from shigu.engine.sharing.numeric.nucleolus import WHOLE, NotSolvedError
from shigu.engine.sharing.numeric.rounds import every_game
from shigu.engine.sharing.numeric.semivalues import shapley_matrix

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, standard deviation and the quantiles ``QUANTILES`` (5 × n) of each player's share."""

    mean: Floats
    deviation: Floats
    quantiles: Floats


@dataclass(frozen=True, slots=True)
class Outlook:
    """What ``scenarios`` equally likely games of ``players`` say; amounts in the unit of v.

    ``core`` is the part of scenarios whose core is not empty, within ``core_interval`` at 95 %
    for the law they were drawn from (Wilson 1927). In the scenarios without an imputation, the
    part 1 − ``imputation``, the nucleolus is the prenucleolus. ``epsilon`` are the quantiles of
    the largest excess at the nucleolus.
    """

    players: tuple[str, ...]
    scenarios: int
    shapley: Spread
    nucleolus: Spread
    core: float
    core_interval: tuple[float, float]
    imputation: float
    epsilon: Floats


@dataclass(frozen=True, slots=True)
class Solved:
    """Every scenario: Shapley value and nucleolus (G × n), ε and whether core and imputations
    are not empty (G)."""

    shapley: Floats
    nucleolus: Floats
    epsilon: Floats
    core: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    imputable: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def solve_all(games: Floats, kind: Kind = "profit") -> Solved:
    """Every row of ``games`` (G × 2ⁿ by bitmask, the first column 0) solved.

    Raises:
        ValueError: no scenario, or not 2ⁿ columns with 2 ≤ n ≤ 12, or not finite, or v(∅) ≠ 0.
        NotSolvedError: no convergence.
    """
    players = _checked(games)
    profits = games if kind == "profit" else -games
    count = len(games)
    payoffs, epsilon = np.empty((count, players)), np.empty(count)
    imputable = np.empty(count, np.bool_)
    failed = every_game(np.ascontiguousarray(profits), payoffs, epsilon, imputable)
    if failed >= 0:
        raise NotSolvedError(f"scenario {failed} was not solved")
    tolerance = RELATIVE * np.abs(games).max(axis=1)
    return Solved(
        shapley=games @ shapley_matrix(players),
        nucleolus=payoffs if kind == "profit" else -payoffs,
        epsilon=epsilon,
        core=imputable & (epsilon <= 10 * tolerance),
        imputable=imputable,
    )


def outlook(players: Sequence[str], games: Floats, kind: Kind = "profit") -> Outlook:
    """Shares and the core over equally likely scenarios (G × 2ⁿ).

    Raises:
        GameError: ``players`` do not fit the games.
        ValueError, NotSolvedError: as :func:`solve_all`.
    """
    solved = solve_all(games, kind)
    first = NumericGame(tuple(players), games[0], kind)
    return Outlook(
        players=first.players,
        scenarios=len(games),
        shapley=_spread(solved.shapley),
        nucleolus=_spread(solved.nucleolus),
        core=float(solved.core.mean()),
        core_interval=wilson(int(solved.core.sum()), len(games)),
        imputation=float(solved.imputable.mean()),
        epsilon=np.quantile(solved.epsilon, QUANTILES),
    )


def with_projects(
    certain: Floats, projects: Floats, probability: Floats, count: int, *, seed: int
) -> Floats:
    """``count`` games v = ``certain`` (2ⁿ) + Σₖ ``projects``[k] (K × 2ⁿ) over the projects that
    succeed, each by itself with its ``probability`` (K)."""
    draw = np.random.default_rng(seed)
    success = (draw.random((count, len(probability))) < probability).astype(np.float64)
    return certain + success @ projects


def between(low: Floats, high: Floats, count: int, *, seed: int) -> Floats:
    """``count`` games with every v(S) drawn uniformly and by itself from [low(S), high(S)] (2ⁿ),
    such as the certified interval of a siting value."""
    draw = np.random.default_rng(seed)
    return low + draw.random((count, len(low))) * (high - low)


def wilson(hits: int, trials: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The score interval of a probability (Wilson 1927)."""
    z = float(norm.ppf((1 + confidence) / 2))
    part, square = hits / trials, z * z / trials
    middle = (part + square / 2) / (1 + square)
    half = z * sqrt(part * (1 - part) / trials + square / (4 * trials)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _checked(games: Floats) -> int:
    if games.ndim != 2 or not len(games):
        raise ValueError("scenarios are rows of a table, and there is at least one")
    columns = games.shape[1]
    players: int = int(columns).bit_length() - 1
    if columns != 1 << players or not 2 <= players <= WHOLE:
        raise ValueError(f"{columns} columns: a scenario has 2ⁿ values, n = 2 … {WHOLE}")
    if not np.isfinite(games).all() or games[:, 0].any():
        raise ValueError("every value is finite, that of the empty coalition 0")
    return players


def _spread(shares: Floats) -> Spread:
    """The deviation is taken in units of the largest share, whose square fits a double."""
    unit = float(np.abs(shares).max()) or 1.0
    deviation = (shares / unit).std(axis=0) * unit
    return Spread(shares.mean(axis=0), deviation, np.quantile(shares, QUANTILES, axis=0))
