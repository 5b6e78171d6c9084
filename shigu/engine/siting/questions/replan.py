"""An adopted plan under changed inputs: the best value for so many moves, and the fewest moves.

A move is a placement that was promised and is not kept, whether the project goes elsewhere or
drops out. Who comes in new makes no move. Robust re-planning by an ε-constraint on the number of
moves (Haimes, Lasdon & Wismer 1971); lexicographic as in recoverable timetables: value first,
within a tolerance, then the fewest changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from time import perf_counter

from shigu.engine.reasons import Reason
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.fit import Pairs, fit
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.locks import refuse_locks
from shigu.engine.siting.matrix import matrix
from shigu.engine.siting.mending import Plan
from shigu.engine.siting.naming import called
from shigu.engine.siting.network import network
from shigu.engine.siting.questions.best import Condition, Found, best, keeping
from shigu.engine.siting.questions.contradiction import contradiction
from shigu.engine.siting.questions.mended import mended
from shigu.engine.siting.questions.moves import Move, moves, told
from shigu.engine.siting.questions.standing import ROUNDS, Standing, stood
from shigu.engine.siting.ruled_out import asked_of
from shigu.engine.siting.solve import NoPlanFound, assignment_of, chosen_of
from shigu.engine.siting.values import Problem
from shigu.engine.siting.wording import Words, counted, money
from shigu.engine.values import Money
from shigu.engine.watch import Watch


@dataclass(frozen=True, slots=True)
class Replanned:
    """A plan after ``moves_made`` promised placements were given up.

    No plan with so few moves is worth more than ``bound_yuan``; ``proven`` = this one reaches it.
    ``moves`` are all that differs from the adopted plan, newcomers included.
    """

    moves_made: int
    value_yuan: float
    bound_yuan: float
    proven: bool
    moves: tuple[Move, ...]
    assignment: dict[str, str]


@dataclass(frozen=True, slots=True)
class Replan:
    """``chosen`` is the answer; ``fewest`` keeps as many promises as can be kept at all and
    ``freest`` is the best plan whatever it moves. ``reasons`` tell the choice and, for each
    promise that no plan can keep, why."""

    chosen: Replanned
    fewest: Replanned
    freest: Replanned
    reasons: tuple[Reason, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class MovesFront:
    """``points`` from the fewest moves on, each worth more than the one before; ``complete`` =
    every number of moves up to the last point was asked within the time."""

    points: tuple[Replanned, ...]
    complete: bool
    reasons: tuple[Reason, ...]
    seconds: float


def replan(
    problem: Problem,
    adopted: Mapping[str, str],
    *,
    most_moves: int | None = None,
    tolerance: float = 0.01,
    seconds: float = 10.0,
    pairs: Pairs | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> Replan:
    """The plan of ``problem`` that answers to the promises of ``adopted`` (project → space).

    With ``most_moves`` it is the most valuable plan with no more moves (or with the fewest there
    can be, where that is more). Without, it is the plan with the fewest moves among those worth
    at least 1 − ``tolerance`` of the best, and the most valuable of them. What is locked stays.
    ``seconds`` bounds each optimisation.

    Raises:
        Infeasible: no plan keeps all requirements, whoever moves.
        NoPlanFound: none was found in time.
        ValueError: ``most_moves`` or ``tolerance`` is negative.
    """
    if (most_moves or 0) < 0 or tolerance < 0:
        raise ValueError(f"most_moves {most_moves} and tolerance {tolerance} must not be negative")
    begun = perf_counter()
    asked = _asked(problem, adopted, pairs, seed, seconds, watch)
    fewest, freest = asked.fewest(), asked.at(len(adopted))
    if most_moves is not None:
        chosen = asked.at(max(most_moves, asked.made(fewest)))
    else:
        enough = float(freest.worth.yuan) - tolerance * abs(float(freest.worth.yuan))
        chosen = asked.at(asked.least(enough, asked.made(fewest), asked.made(freest)))
    answer, least, most = (asked.told(each) for each in (chosen, fewest, freest))
    reasons = (*_lost(problem, adopted), *_choice(problem, answer, least, most))
    return Replan(answer, least, most, reasons, perf_counter() - begun)


def moves_front(
    problem: Problem,
    adopted: Mapping[str, str],
    *,
    seconds: float = 10.0,
    total_seconds: float = inf,
    pairs: Pairs | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> MovesFront:
    """Moves against value: from the fewest moves up to the best plan, every step that gains.

    ``seconds`` bounds each optimisation, ``total_seconds`` all of them.

    Raises:
        Infeasible, NoPlanFound: as :func:`replan`.
    """
    begun = perf_counter()
    asked = _asked(problem, adopted, pairs, seed, seconds, watch)
    fewest, freest = asked.fewest(), asked.at(len(adopted))
    last = asked.least(float(freest.worth.yuan), asked.made(fewest), asked.made(freest))
    points, complete = [fewest], True
    for most in range(asked.made(fewest) + 1, last + 1):
        complete = perf_counter() - begun <= total_seconds
        found = asked.at(most if complete else last)
        if found.worth > points[-1].worth:
            points.append(found)
        if not complete:
            break
    told_points = tuple(asked.told(each) for each in points)
    return MovesFront(told_points, complete, tuple(_lost(problem, adopted)), perf_counter() - begun)


@dataclass(slots=True)
class _Asked:
    """One model, asked for one number of moves after the other; answers are kept."""

    base: Standing
    adopted: Mapping[str, str]
    promised: Plan
    lost: int
    seconds: float
    watch: Watch
    known: dict[int, Found] = field(default_factory=dict)
    first: Plan | None = None

    def at(self, most: int) -> Found:
        """The best plan with at most so many moves."""
        if most not in self.known:
            base, stay = self.base, max(len(self.promised) - (most - self.lost), 0)
            relaxed = base.rates.bound_wan
            focus = tuple(set(base.chosen).symmetric_difference(self.first or ()))
            condition = Condition((), relaxed, focus)
            if stay:
                condition = keeping(relaxed, focus, self.promised, stay)
            self.known[most] = best(
                base, condition, self._start(most), seconds=self.seconds, watch=self.watch
            )
        return self.known[most]

    def _start(self, most: int) -> Plan | None:
        plans = (self.first, *(found.plan for found in self.known.values()))
        known = [each for each in plans if each is not None and self._moves(each) <= most]
        return max(known, key=lambda each: self.base.network.worth(each).fen, default=None)

    def _moves(self, plan: Plan) -> int:
        return self.lost + len(set(self.promised).difference(plan))

    def made(self, found: Found) -> int:
        """How many moves the plan found makes."""
        assert found.plan is not None
        return self._moves(found.plan)

    def fewest(self) -> Found:
        """The best plan with the fewest moves there can be, by bisection."""
        most = len(self.promised) + self.lost
        if self.at(most).plan is None:
            _refuse(self.base, self.at(most), self.watch)
        low, high = self.lost, self.made(self.at(most))
        while low < high:
            half = (low + high) // 2
            found = self.at(half)
            if found.plan is None:
                low = half + 1
            else:
                high = min(self.made(found), half)
        return self.at(high)

    def least(self, enough_yuan: float, low: int, high: int) -> int:
        """The fewest moves, between two numbers, with a plan worth that much."""
        while low < high:
            half = (low + high) // 2
            if float(self.at(half).worth.yuan) >= enough_yuan:
                high = half
            else:
                low = half + 1
        return high

    def told(self, found: Found) -> Replanned:
        assert found.plan is not None
        after = assignment_of(self.base.network, found.plan)
        return Replanned(
            moves_made=self.made(found),
            value_yuan=float(found.worth.yuan),
            bound_yuan=found.bound_yuan,
            proven=found.proven,
            moves=moves(self.adopted, after),
            assignment=after,
        )


def _asked(
    problem: Problem,
    adopted: Mapping[str, str],
    pairs: Pairs | None,
    seed: int,
    seconds: float,
    watch: Watch | None,
) -> _Asked:
    arcs = network(problem, compatible(problem) if pairs is None else pairs)
    refuse_locks(arcs)
    limits = rows(arcs)
    locked = problem.locked
    kept = {p: s for p, s in adopted.items() if locked.get(p, s) == s}
    promised = chosen_of(arcs, kept)
    books = Ledger(limits, promised, matrix(limits, arcs.columns))
    base = stood(arcs, limits, books, bound_yuan=inf, rounds=ROUNDS, seed=seed)
    there = {need.id for need in problem.needs}
    lost = sum(project in there for project in adopted) - len(promised)
    left = mended(base)
    first = None if left is None else tuple(sorted(left.chosen))
    return _Asked(base, adopted, promised, lost, seconds, watch or Watch(), first=first)


def _refuse(base: Standing, found: Found, watch: Watch) -> None:
    if found.proven:
        raise Infeasible(contradiction(base, {}, watch))
    raise NoPlanFound(
        "限时内没有找到满足全部要求的方案，请放宽时限或要求。 / "
        "No plan that keeps every requirement was found in time: allow more time."
    )


def _lost(problem: Problem, adopted: Mapping[str, str]) -> Iterator[Reason]:
    """For each promise that no plan can keep, why."""
    needs = {need.id: need for need in problem.needs}
    spaces = {space.id: space for space in problem.spaces}
    for project, place in sorted(adopted.items()):
        need, space = needs.get(project), spaces.get(place)
        if need is None:
            continue
        who = called(need)
        if space is None:
            why = Words(f"空间 {place} 不再可用", f"space {place} is no longer on offer")
        elif need.veto is not None:
            why = Words(f"否决项：{need.veto}", f"it is vetoed (“{need.veto}”)")
        elif (project, place) in problem.forbidden:
            why = Words("这一去处已被排除", "the place is forbidden to it")
        elif misfits := fit(need, space):
            each = [asked_of(problem, misfit) for misfit in misfits]
            why = Words("，".join(r.zh for r in each), "; ".join(r.en for r in each))
        elif problem.locked.get(project, place) != place:
            why = Words("它现锁定在别处", "it is now locked to another place")
        else:
            continue
        yield Reason(
            "siting.replan.lost",
            f"{who.zh}不能留在原处：{why.zh}",
            f"{who.en} cannot stay: {why.en}",
            {"project": project, "space": place},
        )


def _choice(
    problem: Problem, chosen: Replanned, fewest: Replanned, freest: Replanned
) -> Iterator[Reason]:
    worth = money(Money.from_yuan(round(chosen.value_yuan, 2)))
    less = money(Money.from_yuan(round(freest.value_yuan - chosen.value_yuan, 2)))
    more = money(Money.from_yuan(round(chosen.value_yuan - fewest.value_yuan, 2)))
    proven = all(each.proven for each in (chosen, fewest, freest))
    yield Reason(
        "siting.replan.choice",
        f"改动 {chosen.moves_made} 处承诺，方案值 {worth.zh}；最少须改 {fewest.moves_made} 处，"
        f"多改的值 {more.zh}；不限改动的最优要改 {freest.moves_made} 处，只再多 {less.zh}"
        + ("" if proven else "（未全部证明）"),
        f"{counted(chosen.moves_made, 'promise')} given up, the plan is worth {worth.en}; "
        f"{fewest.moves_made} cannot be avoided, what moves beyond them is worth {more.en}; the "
        f"best plan whatever it moves gives up {freest.moves_made} and gains {less.en} more"
        + ("" if proven else " (not all of it proven)"),
        {"moves": chosen.moves_made, "fewest": fewest.moves_made, "freest": freest.moves_made},
    )
    names = {need.id for need in problem.needs}
    places = {space.id for space in problem.spaces}
    known = [
        move
        for move in chosen.moves
        if move.project in names and (move.before is None or move.before in places)
    ]
    if known:
        who = told(problem, known)
        yield Reason("siting.replan.moves", who.zh, who.en, {"moves": len(known)})
