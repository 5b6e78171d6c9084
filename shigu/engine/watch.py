"""Long work that tells how far it is and can be stopped from outside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import isfinite
from threading import Event, Lock
from typing import TypeVar

Progress = Callable[[str, float], None]
"""Called with the phase and its part done, 0 to 1; may raise :class:`Cancelled`."""
Answer = TypeVar("Answer")

ASK_SECONDS = 0.25
GRACE_SECONDS = 0.25
"""What a search may still take once the work was hastened."""
FINE = 1 / 200
"""A bound that falls by less than this part of the distance left is no news."""


class Cancelled(Exception):
    """Raised by a progress callback that wants the work to end."""


class Stopped(Exception):
    """The work ends because its watch was stopped; never leaves :func:`watched`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How good the best plan of a search is after so many seconds, and what none can exceed.

    To a fen. ``None`` where there is no plan yet, or nothing is proven yet.
    """

    seconds: float
    value_yuan: float | None
    bound_yuan: float | None


class Watch:
    """Where the work stands. The work tells it, from any thread; whoever waits reads it."""

    def __init__(self) -> None:
        self._stop = Event()
        self._hasten = Event()
        self._lock = Lock()
        self._readings: tuple[Reading, ...] = ()
        self._steps = self._done = 0
        self.phases: list[str] = []
        self.news = Event()

    def begin(self, phase: str, steps: int) -> None:
        """A new phase that has so many steps, as far as is known yet; nobody hastens it so far."""
        self.check()
        with self._lock:
            self._steps, self._done = steps, 0
            self.phases.append(phase)
            self._hasten.clear()
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
    def readings(self) -> tuple[Reading, ...]:
        """Every improvement of the search that the work is about, the first first."""
        return self._readings

    def read(self, seconds: float, value_yuan: float, bound_yuan: float, *, last: bool) -> None:
        """What a search has by now; kept where it is news, or the last that it has to say.

        Infinite = none yet. A plan that was found stays found, a bound that was proven proven.
        """
        with self._lock:
            before = self._readings[-1] if self._readings else Reading(0.0, None, None)
            now = Reading(
                round(seconds, 3),
                _better(before.value_yuan, value_yuan, max),
                _better(before.bound_yuan, bound_yuan, min),
            )
            if now != before and (last or _is_news(before, now)):
                self._readings += (now,)

    @property
    def hastened(self) -> bool:
        return self._hasten.is_set()

    def hasten(self, phase: str = "") -> None:
        """Ask the searches of the present phase to end with the best that they have found.

        ``phase``: only if the work is still there.
        """
        with self._lock:
            if not phase or self.phases[-1:] == [phase]:
                self._hasten.set()

    def enough(self, seconds: float) -> bool:
        """Whether a search that has an answer after so many seconds is to end with it."""
        return self.stopped or (self.hastened and seconds >= GRACE_SECONDS)

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


def _better(
    known: float | None, found: float, best: Callable[[float, float], float]
) -> float | None:
    if not isfinite(found):
        return known
    return round(found if known is None else best(known, found), 2)


def _is_news(before: Reading, now: Reading) -> bool:
    if now.value_yuan != before.value_yuan:
        return True
    if now.bound_yuan is None or before.bound_yuan is None or now.value_yuan is None:
        return now.bound_yuan != before.bound_yuan
    return before.bound_yuan - now.bound_yuan > FINE * abs(before.bound_yuan - now.value_yuan)


def watched(
    work: Callable[[Watch], Answer], progress: Progress, watch: Watch | None = None
) -> Answer:
    """Do ``work`` in a thread of its own and call ``progress`` from this one meanwhile.

    ``watch`` is for who wants to read or hasten the work from ``progress``. Each phase is told
    when it begins and when it is done, and the present one four times a second. Whatever
    ``progress`` raises stops the work, and is raised again once it has ended.
    """
    watch, told = watch or Watch(), 0
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
