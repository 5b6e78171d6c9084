"""The only door to HiGHS: rows in, chosen arcs, bounds and duals out. Money is 万元 here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import frexp, inf, isfinite
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from shigu.engine.siting.aggregation import Aggregated, aggregated
from shigu.engine.siting.bonds import Pair
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.network import Network
from shigu.engine.siting.terms import Terms
from shigu.engine.values import FEN_PER_WAN
from shigu.engine.watch import Watch

Setting = float | bool | str
Aim = Literal["money", "score"]
Heard = Callable[[float, float, float], None]
"""Called with seconds, value of the best plan (−inf = none yet) and bound, both in 万元."""
Ending = Literal["optimal", "infeasible", "limit"]
ENDINGS: dict[highspy.HighsModelStatus, Ending] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "limit",
    highspy.HighsModelStatus.kInterrupt: "limit",
}
SEARCH: Mapping[str, Setting] = {
    "presolve": "on",
    "mip_detect_symmetry": True,
    "mip_heuristic_effort": 0.2,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""From nothing: find good plans and prove. HiGHS would also solve what reduced costs leave at the
root as a model of its own: a quarter of the time of the reference pack's coalitions, for little."""
PROOF: Mapping[str, Setting] = {
    "presolve": "off",
    "mip_detect_symmetry": False,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
}
"""From a good plan: only prove, or improve by the tree. A third of the time."""

EXACTING: Mapping[str, Setting] = {
    "primal_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
}
"""Where money is a limit: a millionth of it would be too much to lose."""

FEW_CUTS = 50
"""On plans of this kind HiGHS spends most of its time on thousands of cuts at the root that prove
little; a small pool takes a third off each solve."""


class SolverError(RuntimeError):
    """HiGHS refused a call or ended in a way that no plan can rest on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An integer answer. ``chosen`` is ``None`` where no plan was found; no plan is worth more
    than ``bound_wan`` (points where the aim is the score)."""

    ending: Ending
    chosen: tuple[int, ...] | None
    bound_wan: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An LP answer: its value and the marginal value of each row's limit, per unit of the row."""

    objective_wan: float
    duals: NDArray[np.float64]


class Solver:
    """One HiGHS model, solved again and again under other limits; ``aim`` is what it maximises.

    Single-threaded and seeded: the same calls give the same answers. Rows are scaled to limits
    near 1, so that the solver's tolerance of 1e-6 is a part of the limit, whatever its unit.
    A ``watch`` that is stopped ends the search within a fraction of a second, one that is
    hastened ends it with the best plan found by then.
    """

    def __init__(
        self,
        network: Network,
        rows: Sequence[Row],
        *,
        gap: float = 0,
        seed: int = 0,
        watch: Watch | None = None,
        aim: Aim = "money",
    ) -> None:
        self._watch = watch or Watch()
        self._heard: Heard | None = None
        self._network, self._rows = network, rows
        self._arcs = len(network.arcs)
        self._gap, self._seed, self._aim = gap, seed, aim

    @cached_property
    def _model(self) -> Aggregated:
        return aggregated(self._network, self._rows)

    @cached_property
    def _scales(self) -> NDArray[np.float64]:
        return _scales(self._model.rows)

    @cached_property
    def _highs(self) -> highspy.Highs:
        """Built when it is first needed: plans that are too large for it never do."""
        highs = opened(self._seed, self._watch, self._hear)
        _set(highs, {"mip_rel_gap": self._gap, "mip_allow_restart": False})
        _set(highs, {"mip_heuristic_run_rens": False, "mip_pool_soft_limit": FEW_CUTS})
        _set(highs, self._search)
        if self._aim == "score":
            _set(highs, EXACTING)
        accepted(highs.passModel(_program(self._network, self._model, self._scales, self._aim)))
        return highs

    @cached_property
    def _search(self) -> Mapping[str, Setting]:
        """Jumps look for any plan at all; without floors there is the empty one."""
        floors = any(row.lower > 0 for row in self._rows)
        return {**SEARCH, "mip_heuristic_run_feasibility_jump": floors}

    def permit(self, positions: Iterable[int], *, permitted: bool) -> None:
        """Open arcs or close them."""
        for j in positions:
            accepted(self._highs.changeColBounds(j, 0.0, 1.0 if permitted else 0.0))

    def limit(self, index: int, lower: float, upper: float) -> None:
        """Give row ``index`` other limits, in the units of the row."""
        scale = float(self._scales[index])
        accepted(self._highs.changeRowBounds(index, lower * scale, upper * scale))

    def suggest(self, chosen: Iterable[int] | None) -> None:
        """Start from a plan that is thought to be good, ``None`` = from nothing.

        HiGHS drops a plan that is not feasible.
        """
        accepted(self._highs.clearSolver())
        _set(self._highs, self._search if chosen is None else PROOF)
        if chosen is not None and self._arcs:
            solution = highspy.HighsSolution()
            solution.col_value = self._columns(set(chosen))
            accepted(self._highs.setSolution(solution))

    def _columns(self, chosen: set[int]) -> list[float]:
        arcs = [float(j in chosen) for j in range(self._arcs)]
        gained = {(id(pair), one.zone) for pair, one, _ in self._network.gained(chosen)}
        bonds = [float((id(b.pair), b.zone) in gained) for b in self._network.bonds]
        groups = [float(not chosen.isdisjoint(group)) for group in self._model.groups]
        return arcs + bonds + groups

    def _hear(self, seconds: float, value_wan: float, bound_wan: float) -> None:
        if self._heard is not None:
            self._heard(seconds, value_wan, bound_wan)

    def solve(self, seconds: float = inf, heard: Heard | None = None) -> Outcome:
        """The best plan under the present limits; ``heard`` is told what there is meanwhile.

        Raises:
            SolverError: HiGHS ended neither optimal nor infeasible nor at the time limit.
            Stopped: the watch was stopped.
        """
        self._watch.check()
        if not self._arcs:
            return self._without_arcs()
        self._heard = heard
        spent, ending = run(self._highs, seconds)
        self._heard = None
        self._watch.check()
        info = self._highs.getInfo()
        bound = info.mip_dual_bound if isfinite(info.mip_dual_bound) else self._ceiling
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Outcome(ending, None, bound, spent)
        taken = np.asarray(self._highs.getSolution().col_value)[: self._arcs] > 0.5
        chosen = tuple(np.flatnonzero(taken).tolist())
        return Outcome(ending, chosen, bound, spent)

    @cached_property
    def _ceiling(self) -> float:
        """Every project at its best, every bond gained: the bound of a search that has none yet."""
        gains = np.maximum(self._highs.getLp().col_cost_, 0.0)
        best = (gains[list(arcs)].max(initial=0.0) for arcs in self._network.by_need.values())
        return float(sum(best) + gains[self._arcs :].sum())

    def _without_arcs(self) -> Outcome:
        """HiGHS calls a model without columns optimal, whatever its rows say."""
        limits = self._highs.getLp()
        if all(lower <= 0 for lower in limits.row_lower_):
            return Outcome("optimal", (), 0.0, 0.0)
        return Outcome("infeasible", None, 0.0, 0.0)


def _set(highs: highspy.Highs, options: Mapping[str, Setting]) -> None:
    for option, setting in options.items():
        accepted(highs.setOptionValue(option, setting))


class Relaxation:
    """The same rows with 0 ≤ x ≤ 1: an upper bound, and what each limit is worth at the margin."""

    def __init__(self, network: Network, rows: Sequence[Row]) -> None:
        self._scales = _scales(rows)
        self._highs = opened(0, Watch())
        program = _program(network, Aggregated(tuple(rows), {}), self._scales, "money")
        program.integrality_ = []
        accepted(self._highs.passModel(program))

    def limit(self, index: int, lower: float, upper: float) -> None:
        """Give row ``index`` other limits, in the units of the row."""
        scale = float(self._scales[index])
        accepted(self._highs.changeRowBounds(index, lower * scale, upper * scale))

    def holds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Between which limits of each row, alone, the duals of the last optimum stay as they are.

        Right-hand-side ranging of the optimal basis, in the units of the rows; infinite where the
        price holds however far the limit is moved.
        """
        if not self._highs.getNumCol():
            without_end = np.full(len(self._scales), inf)
            return -without_end, without_end
        status, found = self._highs.getRanging()
        accepted(status)
        down, up = (
            np.asarray(side.value_) / self._scales
            for side in (found.row_bound_dn, found.row_bound_up)
        )
        return down, up

    def solve(self) -> Relaxed | None:
        """Its optimum, from the last basis where there is one; ``None`` = infeasible."""
        _, ending = run(self._highs, inf)
        if ending != "optimal":
            return None
        duals = np.asarray(self._highs.getSolution().row_dual) * self._scales
        return Relaxed(self._highs.getInfo().objective_function_value, duals)


def opened(seed: int, watch: Watch, heard: Heard | None = None) -> highspy.Highs:
    """HiGHS, silent, on one thread; a ``watch`` that is stopped interrupts what it does.

    ``heard`` is told from inside the search how good plan and bound are.
    """
    fresh: Callable[[], highspy.Highs] = highspy.Highs
    highs = fresh()
    for option, setting in (("output_flag", False), ("threads", 1), ("random_seed", seed)):
        accepted(highs.setOptionValue(option, setting))

    def interrupt(event: highspy.HighsCallbackEvent) -> None:
        if watch.stopped:
            event.interrupt()

    def listen(event: highspy.HighsCallbackEvent) -> None:
        now = event.data_out
        if heard is not None:
            heard(now.running_time, now.mip_primal_bound, now.mip_dual_bound)
        if watch.stopped or (isfinite(now.mip_primal_bound) and watch.enough(now.running_time)):
            event.interrupt()

    highs.cbMipInterrupt += listen
    highs.cbSimplexInterrupt += interrupt
    return highs


def run(highs: highspy.Highs, seconds: float) -> tuple[float, Ending]:
    """Solve; the seconds that took and how it ended.

    Raises:
        SolverError: HiGHS ended neither optimal nor infeasible nor at a limit.
    """
    before = highs.getRunTime()
    accepted(highs.setOptionValue("time_limit", float(seconds)))
    accepted(highs.run())
    status = highs.getModelStatus()
    if status not in ENDINGS:
        raise SolverError(f"HiGHS ended with {highs.modelStatusToString(status)}")
    return highs.getRunTime() - before, ENDINGS[status]


def _program(
    network: Network, model: Aggregated, scales: NDArray[np.float64], aim: Aim
) -> highspy.HighsLp:
    rows = model.rows
    values = gains(network, aim) + [0.0] * len(model.groups)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(values), len(rows)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = np.array(values)
    program.col_lower_, program.col_upper_ = np.zeros(len(values)), np.ones(len(values))
    program.row_lower_ = np.array([row.lower for row in rows]) * scales
    program.row_upper_ = np.array([row.upper for row in rows]) * scales
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    lengths, terms = [len(row.terms) for row in rows], Terms.joined([row.terms for row in rows])
    matrix.start_ = np.cumsum([0, *lengths])
    matrix.index_ = terms.at.astype(np.int32)
    matrix.value_ = terms.amount * np.repeat(scales, lengths)
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(values)
    return program


def gains(network: Network, aim: Aim) -> list[float]:
    """What each column adds to the aim: 万元 or points."""
    if aim == "score":
        own = [float(arc.score) for arc in network.arcs]
    else:
        own = [arc.value.fen / FEN_PER_WAN for arc in network.arcs]
    return own + [gained(bond.pair, aim) for bond in network.bonds]


def gained(pair: Pair, aim: Aim) -> float:
    """What a pair near each other adds to the aim."""
    return float(pair.score if aim == "score" else pair.value.wan)


def _scales(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Powers of two, which alter no digit, that bring the limits of the rows near 1."""
    limits = (row.upper if isfinite(row.upper) else row.lower for row in rows)
    return np.array([2.0 ** -frexp(limit)[1] if limit > 0 else 1.0 for limit in limits])


def accepted(status: highspy.HighsStatus) -> None:
    """Raises:
    SolverError: HiGHS refused the call.
    """
    if status == highspy.HighsStatus.kError:
        raise SolverError("HiGHS refused the model or an option")
