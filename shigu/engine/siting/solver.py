"""The only door to HiGHS: rows in, chosen arcs, bounds and duals out. Money is 万元 here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import frexp, inf, isfinite
from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.network import Network

TOLERANCE = 1e-9
"""Of a limit: rows are scaled so that it means parts of the limit, not units."""

Ending = Literal["optimal", "infeasible", "limit"]
ENDINGS: dict[highspy.HighsModelStatus, Ending] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "limit",
}


class SolverError(RuntimeError):
    """HiGHS refused a call or ended in a way that no plan can rest on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An integer answer. ``chosen`` is ``None`` where no plan was found; no plan is worth more
    than ``bound_wan``."""

    ending: Ending
    chosen: tuple[int, ...] | None
    bound_wan: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An LP answer: its value, the marginal value of each row's limit (per unit of the row) and
    of each arc's upper bound."""

    objective_wan: float
    duals: NDArray[np.float64]
    reduced: NDArray[np.float64]


class Solver:
    """One HiGHS model, solved again and again under other limits.

    Single-threaded and seeded: the same calls give the same answers.
    """

    def __init__(
        self, network: Network, rows: Sequence[Row], *, integer: bool, gap: float = 0, seed: int = 0
    ) -> None:
        self._scales = np.array([_scale(row) for row in rows])
        self._columns = len(network.arcs)
        self._highs = highspy.Highs()
        self._set("output_flag", False)  # noqa: FBT003
        self._set("threads", 1)
        self._set("random_seed", seed)
        self._set("mip_rel_gap", gap)
        self._set("mip_feasibility_tolerance", TOLERANCE)
        self._set("primal_feasibility_tolerance", TOLERANCE)
        _accepted(self._highs.passModel(_program(network, rows, self._scales, integer=integer)))

    def permit(self, positions: Iterable[int], *, permitted: bool) -> None:
        """Open arcs or close them."""
        upper = 1.0 if permitted else 0.0
        for j in positions:
            _accepted(self._highs.changeColBounds(j, 0.0, upper))

    def limit(self, index: int, lower: float, upper: float) -> None:
        """Give row ``index`` other limits, in the units of the row."""
        scale = float(self._scales[index])
        _accepted(self._highs.changeRowBounds(index, lower * scale, upper * scale))

    def suggest(self, chosen: Iterable[int]) -> None:
        """Hand in a plan to start from; HiGHS ignores it if it is not feasible."""
        values = np.zeros(self._columns)
        values[list(chosen)] = 1.0
        solution = highspy.HighsSolution()
        solution.col_value = list(values)
        _accepted(self._highs.setSolution(solution))

    def solve(self, seconds: float = inf) -> Outcome:
        """The best plan under the present limits.

        Raises:
            SolverError: HiGHS ended neither optimal nor infeasible nor at the time limit.
        """
        spent, ending = self._run(seconds)
        info = self._highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Outcome(ending, None, info.mip_dual_bound, spent)
        taken = np.asarray(self._highs.getSolution().col_value) > 0.5
        chosen = tuple(int(j) for j in np.flatnonzero(taken))
        return Outcome(ending, chosen, info.mip_dual_bound, spent)

    def relax(self) -> Relaxed:
        """The optimum of the linear relaxation, from the last basis where there is one.

        Raises:
            SolverError: it has no optimum.
        """
        _, ending = self._run(inf)
        if ending != "optimal":
            raise SolverError(f"the relaxation is {ending}")
        solution = self._highs.getSolution()
        duals = np.asarray(solution.row_dual) * self._scales
        reduced = np.asarray(solution.col_dual)
        return Relaxed(self._highs.getInfo().objective_function_value, duals, reduced)

    def _run(self, seconds: float) -> tuple[float, Ending]:
        before = self._highs.getRunTime()
        self._set("time_limit", seconds if isfinite(seconds) else highspy.kHighsInf)
        _accepted(self._highs.run())
        status = self._highs.getModelStatus()
        if status not in ENDINGS:
            raise SolverError(f"HiGHS ended with {self._highs.modelStatusToString(status)}")
        return self._highs.getRunTime() - before, ENDINGS[status]

    def _set(self, option: str, setting: float | bool) -> None:  # noqa: FBT001
        _accepted(self._highs.setOptionValue(option, setting))


def _program(
    network: Network, rows: Sequence[Row], scales: NDArray[np.float64], *, integer: bool
) -> highspy.HighsLp:
    count = len(network.arcs)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, len(rows)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = np.array([float(arc.value.wan) for arc in network.arcs])
    program.col_lower_, program.col_upper_ = np.zeros(count), np.ones(count)
    program.row_lower_ = np.array([row.lower for row in rows]) * scales
    program.row_upper_ = np.array([row.upper for row in rows]) * scales
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
    matrix.index_ = np.array([j for row in rows for j, _ in row.terms], dtype=np.int32)
    matrix.value_ = np.array(
        [taken * scale for row, scale in zip(rows, scales, strict=True) for _, taken in row.terms]
    )
    if integer:
        program.integrality_ = [highspy.HighsVarType.kInteger] * count
    return program


def _scale(row: Row) -> float:
    """A power of two, which alters no digit, that brings the limit of the row near 1."""
    limit = row.upper if isfinite(row.upper) else row.lower
    return 2.0 ** -frexp(limit)[1] if limit > 0 else 1.0


def _accepted(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverError("HiGHS refused the model or an option")
