"""What the plan that is shown gives each player, as far as the actor may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shigu.districts.actors import Actor
from shigu.face.pieces import Share
from shigu.plans.models import Outline, Plan
from shigu.plans.queries import document, shown
from shigu.sharing.queries import exact, told

PARTS = ("players", "stand_alone", "nucleolus", "would_leave")


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan with its gain, and each player's share at the nucleolus in 万元 where it is open."""

    plan: Plan
    shares: tuple[Share, ...]
    leaving: str

    @property
    def surplus(self) -> Decimal | None:
        """What cooperation earns, in yuan."""
        return None if self.plan.surplus_yuan is None else exact(self.plan.surplus_yuan)


def summary(actor: Actor) -> Summary | None:
    """The plan in force, else the one finished last; nothing where there is none."""
    plan = shown(actor)
    if plan is None:
        return None
    found = _outlined(actor, plan) or _in_full(actor, plan)
    if found is None:
        return Summary(plan, (), "")
    entries, players, alone, given, leaving = found
    shares = tuple(_share(entries, players, i, alone[i], given[i]) for i in range(len(players)))
    return Summary(plan, shares, "".join(map(told, leaving)))


def _outlined(actor: Actor, plan: Plan) -> tuple[Any, ...] | None:
    """The parts from the plan's outline, picked out in the database."""
    return (
        Outline.objects.visible_to(actor)
        .filter(plan=plan, body__sharing__players__isnull=False)
        .values_list("body__index__players", *(f"body__sharing__{part}" for part in PARTS))
        .first()
    )


def _in_full(actor: Actor, plan: Plan) -> tuple[Any, ...] | None:
    """The parts from the full plan: an outline of few projects withholds them."""
    body = document(actor, plan)
    if body is None:
        return None
    return (body["index"]["players"], *(body["sharing"][part] for part in PARTS))


def _share(
    entries: Mapping[str, Any], players: list[str], i: int, alone: float, given: float
) -> Share:
    code = players[i]
    colour = sorted(players).index(code)
    return Share(told(entries[code]), exact(alone) / 10_000, exact(given - alone) / 10_000, colour)
