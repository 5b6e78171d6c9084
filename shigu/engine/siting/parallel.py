"""Questions to one plan, dealt out to several solvers.

HiGHS works outside the interpreter lock, so threads do. Cards are dealt in turn and every thread
has a model of its own: the answers depend on the number of workers at most, never on their speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from shigu.engine.siting.solve import Solved
from shigu.engine.siting.solver import Solver

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def dealt(
    base: Solved,
    questions: Sequence[Question],
    ask: Callable[[Solved, Sequence[Question]], Iterable[Answer]],
    *,
    workers: int,
) -> list[Answer]:
    """The answers in the order of the questions; ``ask`` answers a hand of them in order."""
    hands = [questions[k::workers] for k in range(workers)]

    def play(hand: Sequence[Question]) -> list[Answer]:
        solver = Solver(base.network, base.rows, gap=base.gap, seed=base.seed, watch=base.watch)
        answers = []
        for answer in ask(replace(base, solver=solver), hand):
            answers.append(answer)
            base.watch.step()
        return answers

    with ThreadPoolExecutor(workers) as pool:
        played = list(pool.map(play, hands))
    return [played[i % workers][i // workers] for i in range(len(questions))]
