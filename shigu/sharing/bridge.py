"""Agreements → tables of a pack; a plan's sharing part → the engine's game."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.engine.reasons import Explained
from shigu.engine.sharing.bargaining import nash_bargaining
from shigu.engine.sharing.certificate import game_of
from shigu.engine.sharing.check import to_fen
from shigu.engine.sharing.game import Game
from shigu.engine.sharing.results import CoalitionValue
from shigu.engine.sharing.tau import tau_value
from shigu.sharing.models import Agreement, AgreementVersion

Answer = Explained[tuple[Decimal, ...] | None]
Solve = Callable[[Game], Explained[tuple[Fraction, ...] | None]]
FURTHER: dict[str, Solve] = {"tau": tau_value, "nash": nash_bargaining}


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """The agreements that ``actor`` sees, as the pack has them."""
    return {"agreements": frame(Agreement.objects.visible_to(actor), "agreements")}


def documents(actor: Actor) -> dict[str, bytes]:
    """Their texts by path, as the pack's documents: of each the version that was saved last."""
    texts = AgreementVersion.objects.visible_to(actor).order_by("agreement__code", "saved_at")
    return {file: text.encode() for file, text in texts.values_list("agreement__file", "text")}


def game(sharing: Mapping[str, Any]) -> Game:
    """The game of a plan's sharing part, in whole fen."""
    values = [
        CoalitionValue(tuple(row["members"]), row["value_yuan"], row["gap"])
        for row in sharing["coalitions"]
    ]
    return game_of(tuple(sharing["players"]), values)


def further_rules(sharing: Mapping[str, Any]) -> dict[str, Answer]:
    """The rules that a plan does not carry, solved from its coalitions, in yuan to the fen."""
    played = game(sharing)
    return {rule: _in_yuan(solve(played)) for rule, solve in FURTHER.items()}


def _in_yuan(answer: Explained[tuple[Fraction, ...] | None]) -> Answer:
    if answer.value is None:
        return Explained(None, answer.reasons)
    return Explained(tuple(part.yuan for part in to_fen(answer.value)), answer.reasons)
