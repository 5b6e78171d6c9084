"""How the answer moves when the value estimates move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from shigu.engine.plan.results import Sensitivity
from shigu.engine.plan.values import coalition_game
from shigu.engine.sharing.core import core_test
from shigu.engine.sharing.nucleolus import nucleolus
from shigu.engine.siting.coalitions import CoalitionSolve, coalition_values
from shigu.engine.siting.values import Problem
from shigu.engine.watch import Watch

SWING = 0.2
"""Estimates are moved by up to ±20 %."""
FEN_PER_YUAN = 100
WORKERS = 2
"""HiGHS works outside the interpreter lock; each draw is solved by itself, so threads change no
answer."""


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    zh: str
    en: str
    factors: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """One plan computed again: its value, its places, the nucleolus, whether the core holds."""

    objective_yuan: float
    assignment: Mapping[str, str]
    nucleolus: tuple[float, ...]
    core_holds: bool


def questions(problem: Problem, *, draws: int, seed: int) -> tuple[Question, ...]:
    projects = [need.id for need in problem.needs]
    random = np.random.default_rng(seed)
    swings = random.uniform(1 - SWING, 1 + SWING, size=(draws, len(projects)))
    return (
        Question(
            "tax.low",
            "所有项目的税收都比估计低 20%",
            "Every project's tax is 20 % lower than estimated",
            (dict.fromkeys(projects, 1 - SWING),),
        ),
        Question(
            "tax.high",
            "所有项目的税收都比估计高 20%",
            "Every project's tax is 20 % higher than estimated",
            (dict.fromkeys(projects, 1 + SWING),),
        ),
        Question(
            "tax.each",
            f"各项目的税收各自在 ±20% 内变动（{draws} 次抽样）",
            f"Each project's tax moves within ±20 % by itself ({draws} draws)",
            tuple(dict(zip(projects, row, strict=True)) for row in swings.tolist()),
        ),
    )


def sensitivity(
    problem: Problem,
    players: tuple[str, ...],
    base: Mapping[int, CoalitionSolve],
    *,
    draws: int,
    seconds: float,
    seed: int,
    watch: Watch,
) -> Iterator[Sensitivity]:
    """One answer a question, each from plans and games solved again in full.

    ``base`` is the solved table of coalitions that the answers are compared with. Each coalition
    of each answer is a step of ``watch``.
    """
    asked = questions(problem, draws=draws, seed=seed)

    def answer(factors: Mapping[str, float]) -> Draw:
        moved = replace(problem, economics=replace(problem.economics, value_factor=factors))
        solved = coalition_values(
            moved, players, seconds=seconds, seed=seed, start=base, watch=watch
        )
        return _drawn(players, solved)

    every = [factors for question in asked for factors in question.factors]
    watch.expect(len(every) * len(base))
    with ThreadPoolExecutor(WORKERS) as pool:
        left = iter(list(pool.map(answer, every)))
    for question in asked:
        own = list(islice(left, len(question.factors)))
        yield _summary(question, players, _drawn(players, base), own)


def _drawn(players: tuple[str, ...], solved: Mapping[int, CoalitionSolve]) -> Draw:
    grand = solved[len(solved)]
    game = coalition_game(players, solved)
    return Draw(
        objective_yuan=float(grand.value.yuan),
        assignment=grand.assignment,
        nucleolus=tuple(float(x) / FEN_PER_YUAN for x in nucleolus(game)),
        core_holds=not core_test(game).empty,
    )


def _summary(
    question: Question, players: tuple[str, ...], base: Draw, answers: list[Draw]
) -> Sensitivity:
    values = [answer.objective_yuan for answer in answers]
    shares = np.array([answer.nucleolus for answer in answers])
    kept = {
        project: sum(a.assignment.get(project) == space for a in answers) / len(answers)
        for project, space in base.assignment.items()
    }
    return Sensitivity(
        code=question.code,
        zh=question.zh,
        en=question.en,
        draws=len(answers),
        objective_yuan=(
            min(*values, base.objective_yuan),
            base.objective_yuan,
            max(*values, base.objective_yuan),
        ),
        kept=sum(kept.values()) / len(kept) if kept else 1.0,
        placements_kept=kept,
        nucleolus_low=dict(zip(players, shares.min(axis=0).tolist(), strict=True)),
        nucleolus_high=dict(zip(players, shares.max(axis=0).tolist(), strict=True)),
        core_stable=sum(a.core_holds for a in answers) / len(answers),
    )
