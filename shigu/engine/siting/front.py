"""Money against score: the plans of which none is better in both.

The ε-constraint method (Haimes, Lasdon & Wismer 1971) in the order of boxes (Hamacher, Pedersen &
Ruzika 2007, *Operations Research Letters* 35): the widest stretch between two known points is
halved first, so that a front that is broken off early is still spread evenly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.fit import Pairs
from shigu.engine.siting.goals import NothingScores, most_points, scoring_at_least
from shigu.engine.siting.network import Network, network
from shigu.engine.siting.results import Front, FrontChange, FrontPoint, Move, OpenStretch
from shigu.engine.siting.score import scored, step_of
from shigu.engine.siting.solve import assignment_of, solved
from shigu.engine.siting.values import Problem
from shigu.engine.values import Money
from shigu.engine.watch import Watch

MOST = 25
"""Points after which a picture gains nothing."""


@dataclass(frozen=True, slots=True)
class _Found:
    money: Money
    score: Fraction
    bound_yuan: float
    gap: float
    assignment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Box:
    """Scores strictly between that of ``left`` and ``top`` are still to be asked for; what is
    there is worth no less than ``right``, which has ``top`` points or more."""

    left: _Found
    right: _Found
    top: Fraction

    @property
    def size(self) -> Fraction:
        return (self.top - self.left.score) * (self.left.money.fen - self.right.money.fen)


def front(
    problem: Problem,
    *,
    seconds: float = 60.0,
    most: int = MOST,
    seed: int = 0,
    pairs: Pairs | None = None,
    watch: Watch | None = None,
) -> Front:
    """The nondominated points of money and score, all of them or ``most`` in ``seconds``.

    Money is exact to the accuracy of :func:`shigu.engine.siting.solve.solve`, scores are exact.

    Raises:
        NothingScores: the problem declares no points.
        Infeasible, NoPlanFound, SolverError: as ``solve``.
    """
    if not scored(problem):
        raise NothingScores
    arcs = network(problem, compatible(problem) if pairs is None else pairs)
    run = _Run(arcs, seconds, seed, watch or Watch())
    left, right = run.most_money(), run.most_points()
    boxes, points, step = [_Box(left, right, right.score)], [left, right], step_of(problem)
    while len(points) < most and run.left > 0 and not run.watch.hastened:
        wide = [box for box in boxes if _room(box, step)]
        if not wide:
            break
        box = max(wide, key=lambda each: each.size)
        boxes.remove(box)
        middle = _middle(box, step)
        new = run.at_least(middle, box.right)
        if new.money <= box.right.money:
            boxes.append(_Box(box.left, box.right, middle))
        else:
            points.append(new)
            boxes += (_Box(box.left, new, middle), _Box(new, box.right, box.top))
    return _front(points, [box for box in boxes if _room(box, step)], run)


def _room(box: _Box, step: Fraction) -> bool:
    """Whether a point can lie in the box: better than its right end in money, its left in score."""
    return box.left.score + step < box.top and box.left.money > box.right.money


def _middle(box: _Box, step: Fraction) -> Fraction:
    """A score that plans can have, in the middle of those in the box."""
    return box.left.score + step * ((box.top - box.left.score) / step // 2)


@dataclass(slots=True)
class _Run:
    arcs: Network
    seconds: float
    seed: int
    watch: Watch
    spent: float = 0.0

    @property
    def left(self) -> float:
        return self.seconds - self.spent

    def most_money(self) -> _Found:
        return self._solved(self.arcs, None)

    def most_points(self) -> _Found:
        best = most_points(self.arcs, seconds=self._share, seed=self.seed, watch=self.watch)
        self.spent += best.seconds
        start = assignment_of(self.arcs, best.chosen)
        return self._solved(scoring_at_least(self.arcs, best.score), start)

    def at_least(self, score: Fraction, known: _Found) -> _Found:
        """Most money with so many points; ``known`` is a plan that has them."""
        new = self._solved(scoring_at_least(self.arcs, score), known.assignment)
        return max(new, known, key=lambda each: each.money)

    @property
    def _share(self) -> float:
        return max(self.left, 0.1)

    def _solved(self, arcs: Network, start: Mapping[str, str] | None) -> _Found:
        base = solved(arcs, seconds=self._share, gap=0.0, seed=self.seed, start=start,
                      watch=self.watch)  # fmt: skip
        self.spent += base.solution.seconds
        self.watch.step()
        given = base.solution
        score = arcs.points(base.chosen)
        return _Found(given.objective, score, given.bound_yuan, given.gap, given.assignment)


def _front(points: list[_Found], boxes: list[_Box], run: _Run) -> Front:
    """The points that no other is as good as in both, in order."""
    kept: list[_Found] = []
    for point in sorted(points, key=lambda each: (-each.money.fen, -each.score)):
        if not kept or point.score > kept[-1].score:
            kept.append(point)
    proven = all(point.gap == 0 for point in kept)
    return Front(
        points=tuple(map(_point, kept)),
        changes=tuple(_change(one, then) for one, then in pairwise(kept)),
        open=tuple(
            OpenStretch(float(b.left.score), float(b.top), float(b.left.money.yuan))
            for b in sorted(boxes, key=lambda each: each.left.score)
        ),
        proven=proven,
        complete=proven and not boxes,
        seconds=run.spent,
    )


def _point(found: _Found) -> FrontPoint:
    return FrontPoint(
        float(found.money.yuan), float(found.score), found.bound_yuan, found.gap,
        dict(found.assignment),
    )  # fmt: skip


def _change(one: _Found, then: _Found) -> FrontChange:
    before, after = one.assignment, then.assignment
    moved = sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
    return FrontChange(
        money_yuan=float((then.money - one.money).yuan),
        score=float(then.score - one.score),
        moves=tuple(Move(p, before.get(p), after.get(p)) for p in moved),
    )
