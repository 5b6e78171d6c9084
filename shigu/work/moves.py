"""The ways of a task as data: who takes it from which state to which, and what has to be said."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a task stands; that it is overdue follows from its deadline and is not kept."""

    ISSUED = "issued", _("待签收")
    ACCEPTED = "accepted", _("办理中")
    RETURNED = "returned", _("已退回")
    DONE = "done", _("待销号")
    CONFIRMED = "confirmed", _("已销号")
    WITHDRAWN = "withdrawn", _("已撤回")


CLOSED = (State.CONFIRMED, State.WITHDRAWN)
OPEN = tuple(state for state in State if state not in CLOSED)
LABELS = {
    "accept": _("签收"),
    "decline": _("退回任务"),
    "finish": _("报办结"),
    "send_back": _("退回重办"),
    "confirm": _("销号"),
    "reissue": _("再次下达"),
    "withdraw": _("撤回"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One row of ``moves.csv``; ``side`` takes it, ``says`` is what it must write, if anything."""

    verb: str
    before: State
    after: State
    side: str
    says: str

    @property
    def label(self) -> Any:
        """The verb in the reader's language."""
        return LABELS[self.verb]


def _read() -> tuple[Move, ...]:
    text = files("shigu.work").joinpath("moves.csv").read_text("utf-8")
    return tuple(
        Move(row["verb"], State(row["before"]), State(row["after"]), row["side"], row["says"])
        for row in csv.DictReader(text.splitlines())
    )


MOVES = _read()


def from_here(state: str, sides: Iterable[str]) -> list[Move]:
    """The moves that these sides may take from ``state``."""
    own = frozenset(sides)
    return [move for move in MOVES if move.before == state and move.side in own]


def replayed(verbs: Iterable[str]) -> State:
    """The state that a task is in after these verbs, from its issue on.

    Raises:
        ValueError: a verb does not start where the one before ended.
    """
    state = State.ISSUED
    for verb in verbs:
        move = next((m for m in MOVES if m.verb == verb and m.before == state), None)
        if move is None:
            raise ValueError(f"{verb} does not start at {state}")
        state = move.after
    return state


def as_sql() -> str:
    """The rows of the table as SQL values, for the trigger that holds to them."""
    return ", ".join(f"('{m.before}', '{m.after}', '{m.side}')" for m in MOVES)
