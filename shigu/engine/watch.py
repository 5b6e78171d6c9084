"""Long work that tells how far it is and can be stopped from outside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import TypeVar

Progress = Callable[[str, float], None]
"""Called with the phase and its part done, 0 to 1; may raise :class:`Cancelled`."""
Answer = TypeVar("Answer")

ASK_SECONDS = 0.25


class Cancelled(Exception):
    """Raised by a progress callback that wants the work to end."""


class Stopped(Exception):
    """The work ends because its watch was stopped; never leaves :func:`watched`."""


class Watch:
    """Where the work stands. The work tells it, from any thread; whoever waits reads it."""

    def __init__(self) -> None:
        self._stop = Event()
        self._lock = Lock()
        self._steps = self._done = 0
        self.phases: list[str] = []
        self.news = Event()

    def begin(self, phase: str, steps: int) -> None:
        """A new phase that has so many steps, as far as is known yet."""
        self.check()
        with self._lock:
            self._steps, self._done = steps, 0
            self.phases.append(phase)
        self.news.set()

    def expect(self, steps: int) -> None:
        """So many steps more."""
        with self._lock:
            self._steps += steps

    def step(self) -> None:
        """One step is done.

        Raises:
            Stopped: nobody waits for the rest.
        """
        self.check()
        with self._lock:
            self._done += 1

    @property
    def standing(self) -> tuple[str, float]:
        """The present phase and its part done."""
        with self._lock:
            return self.phases[-1], self._done / max(self._steps, self._done, 1)

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to end soon."""
        self._stop.set()

    def check(self) -> None:
        """Raises:
        Stopped: the work is to end.
        """
        if self.stopped:
            raise Stopped


def watched(work: Callable[[Watch], Answer], progress: Progress) -> Answer:
    """Do ``work`` in a thread of its own and call ``progress`` from this one meanwhile.

    Each phase is told when it begins and when it is done, and the present one four times a
    second. Whatever ``progress`` raises stops the work, and is raised again once it has ended.
    """
    watch, told = Watch(), 0
    with ThreadPoolExecutor(1, "shigu-work") as pool:
        future = pool.submit(work, watch)
        future.add_done_callback(lambda _: watch.news.set())
        try:
            while not future.done():
                watch.news.wait(ASK_SECONDS)
                watch.news.clear()
                told = _tell(watch, told, progress)
            answer = future.result()
            _tell(watch, told, progress)
            if watch.phases:
                progress(watch.phases[-1], 1.0)
        except BaseException:
            watch.stop()
            raise
    return answer


def _tell(watch: Watch, told: int, progress: Progress) -> int:
    """Tell the phases that have begun since, then how far the present one is."""
    phases = watch.phases[:]
    for place in range(told, len(phases)):
        if place:
            progress(phases[place - 1], 1.0)
        progress(phases[place], 0.0)
    if phases:
        progress(*watch.standing)
    return len(phases)
