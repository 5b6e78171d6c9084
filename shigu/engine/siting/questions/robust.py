"""Plans for uncertain projects: what a plan brings on average, in bad times, and how firmly.

Rockafellar & Uryasev (2000, *Journal of Risk* 2): CVaR at level α, the mean of the worst 1 − α of
the scenarios, is max_η η − Σ_s max(0, η − V_s) / ((1 − α)·S), linear in the placements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from time import perf_counter

import highspy
import numpy as np

from shigu.engine.reasons import Reason
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.conflict import conflict
from shigu.engine.siting.constraints import Row, rows
from shigu.engine.siting.locks import refuse_locks
from shigu.engine.siting.matrix import matrix
from shigu.engine.siting.network import EXACT_ARCS, Network, network
from shigu.engine.siting.portfolio.program import Block, program
from shigu.engine.siting.questions.scenarios import Comes, Gains, coming, drawn, gains
from shigu.engine.siting.solve import (
    YUAN_PER_WAN,
    NoPlanFound,
    assignment_of,
    solved,
)
from shigu.engine.siting.solver import accepted, opened, run
from shigu.engine.siting.terms import Floats
from shigu.engine.siting.values import Problem
from shigu.engine.siting.wording import money
from shigu.engine.values import Money
from shigu.engine.watch import Watch


class TooLarge(ValueError):
    """A problem with more arcs than plans for bad times are sought for."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One plan over the scenarios. ``expected_yuan`` is exact; ``mean_yuan``, ``cvar_yuan`` (mean
    of the worst part), ``worst_yuan`` and ``best_yuan`` are over the scenarios drawn.

    No plan has a CVaR above ``cvar_bound_yuan``; ``inf`` where that was not sought.
    """

    assignment: dict[str, str]
    expected_yuan: float
    mean_yuan: float
    cvar_yuan: float
    worst_yuan: float
    best_yuan: float
    cvar_bound_yuan: float
    proven: bool


@dataclass(frozen=True, slots=True)
class Robust:
    """``expected`` is the plan of the greatest expected value, ``cautious`` that of the greatest
    CVaR at ``level``. ``holds`` says, for each placement of ``expected``, in which part of the
    scenarios where the project comes the best plan for that scenario places it there too, over
    the first ``resolved`` scenarios; ``foresight_yuan`` is what those best plans bring on average
    beyond ``expected`` in the same scenarios."""

    level: float
    scenarios: int
    common: float
    seed: int
    expected: Profile
    cautious: Profile
    holds: dict[str, float]
    resolved: int
    foresight_yuan: float
    reasons: tuple[Reason, ...]
    seconds: float


def robust(
    problem: Problem,
    *,
    level: float = 0.9,
    scenarios: int = 200,
    common: float = 0.0,
    resolved: int = 40,
    seed: int = 0,
    seconds: float = 10.0,
    watch: Watch | None = None,
) -> Robust:
    """The plan for the average and the plan for bad times, over the same scenarios.

    ``common`` is the part of the chances that hangs on one shock (see
    :func:`shigu.engine.siting.questions.scenarios.drawn`). ``seconds`` bounds each optimisation.

    Raises:
        Infeasible, NoPlanFound: as :func:`shigu.engine.siting.solve.solve`.
        TooLarge: more than ``EXACT_ARCS`` arcs.
        ValueError: a level outside 0…1, no scenario, a common shock outside 0 ≤ ρ < 1.
    """
    if not 0 <= level < 1:
        raise ValueError(f"the level is {level}, not 0 ≤ level < 1")
    begun, watch = perf_counter(), watch or Watch()
    arcs = network(problem, compatible(problem))
    if len(arcs.arcs) > EXACT_ARCS:
        raise TooLarge(
            f"可行组合 {len(arcs.arcs)} 个，超过 {EXACT_ARCS}，请缩小范围。 / "
            f"{len(arcs.arcs)} pairs fit, more than {EXACT_ARCS}: ask a part of the problem."
        )
    comes = drawn(problem.needs, scenarios, seed, common)
    brings = gains(arcs, comes)
    mean = solved(arcs, seconds=seconds, gap=0.0, seed=seed, watch=watch)
    expected = _profile(arcs, brings, mean.chosen, level, inf)
    cautious = most_cautious(
        arcs, brings, level, mean.chosen, seconds=seconds, seed=seed, watch=watch
    )
    some = comes[:resolved]
    holds, foresight = _foresight(arcs, brings, some, mean.chosen, seconds, seed)
    reasons = tuple(_told(expected, cautious, level, scenarios))
    return Robust(
        *(level, scenarios, common, seed, expected, cautious, holds, len(some), foresight),
        *(reasons, perf_counter() - begun),
    )


def most_cautious(
    arcs: Network,
    brings: Gains,
    level: float,
    start: Sequence[int],
    *,
    seconds: float,
    seed: int,
    watch: Watch,
) -> Profile:
    """The plan with the greatest CVaR at ``level``, sought from the arcs of ``start``.

    Raises:
        Infeasible: no plan keeps all requirements.
        NoPlanFound: none was found in time.
    """
    refuse_locks(arcs)
    highs = opened(seed, watch)
    accepted(highs.setOptionValue("mip_rel_gap", 0.0))
    shift = float(-np.minimum(brings.worth, 0.0).sum())
    accepted(highs.passModel(_program(arcs, brings, level, shift)))
    first = highspy.HighsSolution()
    first.col_value = _columns(arcs, brings, level, shift, start)
    accepted(highs.setSolution(first))
    _, ending = run(highs, seconds)
    watch.check()
    if ending == "infeasible":
        raise conflict(arcs, seconds=seconds, watch=watch)
    info = highs.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise NoPlanFound(
            f"{seconds:g} 秒内没有找到方案，请放宽时限。 / No plan was found in {seconds:g} s."
        )
    taken = np.asarray(highs.getSolution().col_value)[: len(arcs.arcs)] > 0.5
    bound = -info.mip_dual_bound - shift if arcs.arcs else 0.0
    return _profile(arcs, brings, np.flatnonzero(taken).tolist(), level, bound)


def cvar(values: Floats, level: float) -> float:
    """The mean of the worst 1 − ``level`` of equally likely values; the one at the edge counts
    with the part of it that is needed."""
    worst, mass = np.sort(values), (1 - level) * len(values)
    weight = np.clip(mass - np.arange(len(values)), 0.0, 1.0)
    return float(worst @ weight / mass)


def _program(arcs: Network, brings: Gains, level: float, shift: float) -> highspy.HighsLp:
    """Columns: arcs and bonds, η + shift, then the shortfall of each scenario below η."""
    limits, columns, count = rows(arcs), arcs.columns, len(brings.comes)
    tail = 1.0 / ((1 - level) * count)
    cost = np.concatenate([np.zeros(columns), [-1.0], np.full(count, tail)])
    upper = np.concatenate([np.ones(columns), np.full(count + 1, inf)])
    whole = np.arange(len(cost)) < columns
    return program(cost, upper, whole, (_rows(limits, columns), _short(brings, columns, shift)))


def _rows(limits: Sequence[Row], columns: int) -> Block:
    takes = matrix(limits, columns)
    column = np.repeat(np.arange(columns), np.diff(takes.start))
    lower, upper = (np.array([getattr(r, side) for r in limits]) for side in ("lower", "upper"))
    return Block(takes.row, column, takes.amount, lower, upper)


def _short(brings: Gains, columns: int, shift: float) -> Block:
    """Σ worth · x + shortfall_s − (η + shift) ≥ −shift in every scenario s."""
    count = len(brings.comes)
    scenario, column = np.nonzero(brings.comes & (brings.worth != 0))
    each = np.arange(count)
    return Block(
        np.concatenate([scenario, each, each]),
        np.concatenate([column, np.full(count, columns), columns + 1 + each]),
        np.concatenate([brings.worth[column], np.full(count, -1.0), np.ones(count)]),
        np.full(count, -shift),
        np.full(count, inf),
    )


def _columns(
    arcs: Network, brings: Gains, level: float, shift: float, chosen: Sequence[int]
) -> list[float]:
    taken = list(_with_bonds(arcs, chosen))
    values = brings.of(taken)
    edge = float(np.quantile(values, 1 - level, method="inverted_cdf"))
    own = np.zeros(arcs.columns)
    own[taken] = 1.0
    return [*own.tolist(), edge + shift, *np.maximum(edge - values, 0.0).tolist()]


def _with_bonds(arcs: Network, chosen: Sequence[int]) -> list[int]:
    """The columns of a plan: its arcs and the bonds that stand."""
    gained = {(id(pair), one.zone) for pair, one, _ in arcs.gained(chosen)}
    bonds = [
        len(arcs.arcs) + k
        for k, bond in enumerate(arcs.bonds)
        if (id(bond.pair), bond.zone) in gained
    ]
    return [*chosen, *bonds]


def _profile(
    arcs: Network, brings: Gains, chosen: Sequence[int], level: float, bound_wan: float
) -> Profile:
    values = brings.of(_with_bonds(arcs, chosen))
    tail = cvar(values, level)
    return Profile(
        assignment=assignment_of(arcs, chosen),
        expected_yuan=float(arcs.worth(chosen).yuan),
        mean_yuan=float(values.mean()) * YUAN_PER_WAN,
        cvar_yuan=tail * YUAN_PER_WAN,
        worst_yuan=float(values.min()) * YUAN_PER_WAN,
        best_yuan=float(values.max()) * YUAN_PER_WAN,
        cvar_bound_yuan=max(bound_wan, tail) * YUAN_PER_WAN,
        proven=bound_wan - tail <= 1e-6 * max(1.0, abs(tail)),
    )


def _foresight(
    arcs: Network,
    brings: Gains,
    comes: Comes,
    chosen: Sequence[int],
    seconds: float,
    seed: int,
) -> tuple[dict[str, float], float]:
    """How often each placement is in the best plan of a scenario, and what foresight brings."""
    plan = assignment_of(arcs, chosen)
    there, kept, ahead = dict.fromkeys(plan, 0), dict.fromkeys(plan, 0), 0.0
    ids = [need.id for need in arcs.problem.needs]
    own = brings.of(_with_bonds(arcs, chosen))
    for k, scenario in enumerate(comes):
        who: Mapping[str, bool] = dict(zip(ids, scenario.tolist(), strict=True))
        known = coming(arcs, who, brings.worth)
        best = solved(known, seconds=seconds, gap=0.0, seed=seed, start=plan).solution
        ahead += float(best.objective.wan) - float(own[k])
        for project, place in plan.items():
            if who[project]:
                there[project] += 1
                kept[project] += best.assignment.get(project) == place
    holds = {p: kept[p] / there[p] if there[p] else 0.0 for p in plan}
    return holds, ahead / max(len(comes), 1) * YUAN_PER_WAN


def _told(expected: Profile, cautious: Profile, level: float, scenarios: int) -> tuple[Reason, ...]:
    part = 1 - level
    mean, bad = (_words(expected.expected_yuan), _words(expected.cvar_yuan))
    own, safe = (_words(cautious.expected_yuan), _words(cautious.cvar_yuan))
    return (
        Reason(
            "siting.robust.expected",
            f"期望最大的方案：期望 {mean[0]}；最差的 {part:.0%} 情景平均 {bad[0]}"
            f"（{scenarios} 个情景）",
            f"the plan of the greatest expectation: {mean[1]} expected, {bad[1]} on average in the "
            f"worst {part:.0%} of {scenarios} scenarios",
        ),
        Reason(
            "siting.robust.cautious",
            f"稳妥方案：最差的 {part:.0%} 情景平均 {safe[0]}，期望 {own[0]}"
            + ("" if cautious.proven else "（未证最优）"),
            f"the cautious plan: {safe[1]} on average in the worst {part:.0%}, {own[1]} expected"
            + ("" if cautious.proven else " (not proven)"),
        ),
    )


def _words(yuan: float) -> tuple[str, str]:
    told = money(Money.from_yuan(round(yuan, 2)))
    return told.zh, told.en
