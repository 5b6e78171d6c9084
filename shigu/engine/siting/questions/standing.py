"""A plan stood up in its model, ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import Row, rows
from shigu.engine.siting.fit import Pairs
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.matrix import Matrix, matrix
from shigu.engine.siting.mending import Plan
from shigu.engine.siting.network import Network, network
from shigu.engine.siting.questions.rates import Rates, Relaxed, priced, relaxed, worths
from shigu.engine.siting.solve import YUAN_PER_WAN, Solved, assignment_of
from shigu.engine.siting.terms import Ints
from shigu.engine.siting.values import Problem
from shigu.engine.values import Money

ROUNDS = 250


class NotThisPlan(ValueError):
    """An assignment that is no plan of the problem; the message says where and in both
    languages."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan with its model, its prices and the bound that is proven for the problem.

    ``ledger`` holds the chosen arcs and what they use of ``rows``; ``network.by_need`` and
    ``by_space`` name the arcs that are open (after a change others may stand in ``arcs``).
    """

    network: Network
    rows: tuple[Row, ...]
    takes: Matrix
    ledger: Ledger
    model: Relaxed
    rates: Rates
    bound_yuan: float
    seed: int = 0

    @property
    def chosen(self) -> Plan:
        return tuple(sorted(self.ledger.chosen))

    @property
    def value(self) -> Money:
        return self.network.worth(self.ledger.chosen)

    @property
    def assignment(self) -> dict[str, str]:
        return assignment_of(self.network, self.ledger.chosen)

    @property
    def problem(self) -> Problem:
        return self.network.problem

    @property
    def open_arcs(self) -> Ints:
        """The arcs that may be chosen, in order."""
        return np.flatnonzero(np.isfinite(self.model.value[: len(self.network.arcs)]))

    @property
    def gap(self) -> float:
        """What lies between the plan and its bound, as a part of the plan's value."""
        worth = float(self.value.yuan)
        return max(self.bound_yuan - worth, 0.0) / max(abs(worth), 1.0)


def stand(
    problem: Problem,
    assignment: Mapping[str, str],
    *,
    bound_yuan: float = inf,
    pairs: Pairs | None = None,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> Standing:
    """Stand a plan up: its model, and multipliers after so many rounds.

    ``bound_yuan`` is what was proven before (``SitingPlan.bound_yuan``); the multipliers give one
    of their own, and the smaller of the two holds. ``pairs`` saves the test of every pair.

    Raises:
        NotThisPlan: the assignment names what is not there, or breaks a requirement.
    """
    arcs = network(problem, compatible(problem) if pairs is None else pairs)
    chosen = tuple(_arcs_of(arcs, assignment))
    limits = rows(arcs)
    takes = matrix(limits, arcs.columns)
    ledger = Ledger(limits, chosen, takes)
    if broken := _broken(arcs, ledger):
        raise NotThisPlan(
            f"方案不满足现有数据的约束 {broken.kind}（{broken.where}），请先重新计算方案。 / "
            f"The plan breaks {broken.kind} ({broken.where}) of the data as they are: compute it "
            "again."
        )
    return stood(arcs, limits, ledger, bound_yuan=bound_yuan, rounds=rounds, seed=seed)


def _broken(arcs: Network, ledger: Ledger) -> Row | None:
    """A row that the plan breaks; points are counted with what projects gain from each other."""
    least = arcs.problem.least_score
    for i in ledger.broken(range(len(ledger.rows))):
        row = ledger.rows[i]
        if row.kind != "score" or (least is not None and arcs.points(ledger.chosen) < least):
            return row
    return None


def standing_of(base: Solved, *, rounds: int = ROUNDS) -> Standing:
    """The plan that :func:`shigu.engine.siting.solve.solved` has just found."""
    takes = matrix(base.rows, base.network.columns)
    ledger = Ledger(base.rows, base.chosen, takes)
    bound = base.solution.bound_yuan
    return stood(base.network, base.rows, ledger, bound_yuan=bound, rounds=rounds, seed=base.seed)


def stood(
    arcs: Network,
    limits: tuple[Row, ...],
    ledger: Ledger,
    *,
    bound_yuan: float,
    rounds: int,
    seed: int,
) -> Standing:
    """The standing of what is chosen in the books, with prices after so many rounds."""
    model = _model(arcs, limits, ledger.takes)
    rates = priced(model, rounds=rounds)
    proven = min(bound_yuan, rates.bound_wan * YUAN_PER_WAN)
    return Standing(arcs, limits, ledger.takes, ledger, model, rates, proven, seed)


def reopened(base: Standing, arcs: Network, limits: tuple[Row, ...]) -> Standing:
    """The plan under fewer conditions: ``limits`` are its rows, some of them wider. What was
    proven with them does not hold any more; the prices do."""
    model = _model(arcs, limits, base.takes)
    rates = model.at(base.rates.price)
    ledger = Ledger(limits, base.chosen, base.takes)
    bound = rates.bound_wan * YUAN_PER_WAN
    return Standing(arcs, limits, base.takes, ledger, model, rates, bound, base.seed)


def _model(arcs: Network, limits: tuple[Row, ...], takes: Matrix) -> Relaxed:
    needs = len(arcs.problem.needs)
    need = np.append(arcs.ends.need, np.arange(needs, needs + len(arcs.bonds)))
    locked = arcs.problem.locked
    gains = [float(bond.pair.value.wan) for bond in arcs.bonds]
    must = np.zeros(needs + len(arcs.bonds), np.bool_)
    must[:needs] = [each.id in locked for each in arcs.problem.needs]
    return relaxed(must, limits, takes, np.append(worths(arcs.arcs, locked), gains), need)


def _arcs_of(arcs: Network, assignment: Mapping[str, str]) -> Iterator[int]:
    for project, place in assignment.items():
        try:
            yield arcs.position(project, place)
        except KeyError:
            raise NotThisPlan(
                f"现有数据中项目 {project} 不能放在 {place}，请先重新计算方案。 / With the data as "
                f"they are, project {project} cannot stand in {place}: compute the plan again."
            ) from None
