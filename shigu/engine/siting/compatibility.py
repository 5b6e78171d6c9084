"""Which spaces meet which needs, all pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from shigu.engine.siting.fit import CHECKS, Check, Pairs
from shigu.engine.siting.terms import Ints
from shigu.engine.siting.values import Need, Problem, Space

Flags = NDArray[np.bool_]
T = TypeVar("T")


def compatible(problem: Problem) -> Pairs:
    """The spaces that meet each need and are not forbidden to it, vetoed needs left out, in the
    order of the problem."""
    needs = [need for need in problem.needs if need.veto is None]
    met = meeting(needs, problem.spaces)
    places = {space.id: at for at, space in enumerate(problem.spaces)}
    row = {need.id: at for at, need in enumerate(needs)}
    for project, place in problem.forbidden:
        if project in row:
            met[row[project], places[place]] = False
    ids = np.array([space.id for space in problem.spaces], object)
    return {need.id: tuple(ids[met[at]]) for at, need in enumerate(needs)}


def meeting(needs: Sequence[Need], spaces: Sequence[Space]) -> Flags:
    """:func:`shigu.engine.siting.fit.fits` of every need (row) and space (column)."""
    whole = np.ones((len(needs), len(spaces)), np.bool_)
    return reduce(lambda met, check: met & _passing(check, needs, spaces), CHECKS, whole)


def _passing(check: Check, needs: Sequence[Need], spaces: Sequence[Space]) -> Flags:
    """Who passes one check, asked once of every two that it can tell from others."""
    asking, asked = _distinct(check.asked, needs)
    offering, offered = _distinct(check.offered, spaces)
    told = [check.misfit(need, space) is None for need in asking for space in offering]
    met = np.array(told, np.bool_).reshape(len(asking), len(offering))
    return met[np.ix_(asked, offered)]


def _distinct(looked_at: Callable[[T], Hashable], given: Sequence[T]) -> tuple[list[T], Ints]:
    """One of each kind that a check can tell apart, and of which kind each is."""
    first: dict[Hashable, T] = {}
    for each in given:
        first.setdefault(looked_at(each), each)
    place = {kind: at for at, kind in enumerate(first)}
    return list(first.values()), np.array([place[looked_at(each)] for each in given], np.int64)
