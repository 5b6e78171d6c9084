"""What the sharing part of a plan says: players, coalitions and every rule, ready to be shown.

A division is read from the plan's document, so this app needs no plan; who composes the page
hands the document in.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from shigu.districts.actors import Actor
from shigu.engine.reasons import Reason
from shigu.sharing import bridge
from shigu.sharing.models import Agreement

Json = Mapping[str, Any]
RULES = ("nucleolus", "shapley", "least_core", "tau", "nash")


@dataclass(frozen=True, slots=True)
class About:
    """Which plan a division belongs to, and where that stands."""

    title: str
    url: str
    state: str
    as_of: datetime.date | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Player:
    """A party of the game with its name in the reader's language and its colour."""

    code: str
    name: str
    colour: int

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Coalition:
    """What some players reach together: alone each, together, and what a rule gives them."""

    members: tuple[Player, ...]
    apart: Decimal
    worth: Decimal
    gap: float
    given: Mapping[str, Decimal]

    @property
    def surplus(self) -> Decimal:
        """What working together adds to standing alone."""
        return self.worth - self.apart

    def gain(self, rule: str) -> Decimal:
        """e(S, x) = v(S) − x(S): what the members would gain by leaving under ``rule``."""
        return self.worth - self.given[rule]


@dataclass(frozen=True)
class Division:
    """The sharing part of one plan's document with the names that it uses."""

    about: About
    document: Json

    @property
    def sharing(self) -> Json:
        part: Json = self.document["sharing"]
        return part

    @cached_property
    def players(self) -> tuple[Player, ...]:
        codes = self.sharing["players"]
        colours = {code: i for i, code in enumerate(sorted(codes))}
        return tuple(Player(code, self.name_of(code), colours[code]) for code in codes)

    def name_of(self, code: str) -> str:
        """A player's name in the reader's language."""
        return told(self.document["index"]["players"][code])

    @cached_property
    def alone(self) -> tuple[Decimal, ...]:
        return _exact(self.sharing["stand_alone"])

    @cached_property
    def whole(self) -> Decimal:
        """v(N): what all reach together."""
        return exact(self.sharing["coalitions"][-1]["value_yuan"])

    @property
    def surplus(self) -> Decimal:
        return exact(self.sharing["surplus_yuan"])

    @cached_property
    def amounts(self) -> Mapping[str, tuple[Decimal, ...]]:
        """What each player gets by rule; a rule without an answer is missing (``unanswered``)."""
        found = {
            "nucleolus": _exact(self.sharing["nucleolus"]),
            "shapley": _exact(self.sharing["shapley"]),
            "least_core": _exact(self.sharing["least_core"]["allocation"]),
        }
        answered = {rule: a.value for rule, a in self._further.items() if a.value is not None}
        return found | answered

    @property
    def unanswered(self) -> Mapping[str, str]:
        """Why a rule has no answer for this game."""
        return {
            rule: told(answer.reasons[0])
            for rule, answer in self._further.items()
            if answer.value is None
        }

    @cached_property
    def _further(self) -> Mapping[str, bridge.Answer]:
        return bridge.further_rules(self.sharing)

    @cached_property
    def coalitions(self) -> tuple[Coalition, ...]:
        """Every coalition, smaller ones first, as the document lists the players."""
        by_code = {player.code: player for player in self.players}
        rows = [self._coalition(row, by_code) for row in self.sharing["coalitions"]]
        return tuple(sorted(rows, key=lambda row: len(row.members)))

    def _coalition(self, row: Json, by_code: Mapping[str, Player]) -> Coalition:
        inside = [i for i, player in enumerate(self.players) if player.code in row["members"]]
        return Coalition(
            members=tuple(by_code[self.players[i].code] for i in inside),
            apart=sum((self.alone[i] for i in inside), Decimal(0)),
            worth=exact(row["value_yuan"]),
            gap=row["gap"],
            given={
                rule: sum((paid[i] for i in inside), Decimal(0))
                for rule, paid in self.amounts.items()
            },
        )

    @property
    def proper(self) -> tuple[Coalition, ...]:
        """The coalitions that could leave: all but the whole."""
        return tuple(row for row in self.coalitions if len(row.members) < len(self.players))


def told(said: Json | Reason) -> str:
    """A sentence or name of the engine in the reader's language."""
    zh, en = (said["zh"], said["en"]) if isinstance(said, Mapping) else (said.zh, said.en)
    return en if get_language() == "en" and en else zh


def exact(yuan: float) -> Decimal:
    """A figure of the document as it is printed there."""
    return Decimal(str(yuan))


def agreements(actor: Actor) -> Any:
    """Agreements that ``actor`` may read, with the district that keeps each."""
    return Agreement.objects.visible_to(actor).select_related("district", "source")


def _exact(amounts: list[float]) -> tuple[Decimal, ...]:
    return tuple(map(exact, amounts))
