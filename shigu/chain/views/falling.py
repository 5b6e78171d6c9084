"""What the page of a link says of its fall, of a second source and of its sectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shigu.chain.models import Link
from shigu.chain.named import Named, Names
from shigu.chain.stressed import parts
from shigu.chain.views.frame import Frame
from shigu.chain.views.sectors import sectors


@dataclass(frozen=True, slots=True)
class Standstill:
    """An application that stops with the link, since when and until when in days."""

    application: Named
    since: float
    until: float | None


@dataclass(frozen=True, slots=True)
class Falling:
    """``loss`` and ``bare`` are parts of all applications; ``worth`` of a second source."""

    loss: float
    bare: float
    standstills: tuple[Standstill, ...]
    worth: float
    worth_places: float


def falling(frame: Frame, row: Link) -> dict[str, Any]:
    """``falling``, ``sectors`` and their figures, as far as they were computed."""
    found = parts(frame.assessment, "stress", "input_output")
    return {
        "falling": _falling(frame, row, found["stress"]) if "stress" in found else None,
        **sectors(frame, row, found.get("input_output") or {}),
    }


def _falling(frame: Frame, row: Link, stress: dict[str, Any]) -> Falling:
    """A link that stops nothing is not among the failures: its losses are none."""
    alone = [one for one in stress["single"] if one["kind"] == "link" and one["ids"] == [row.code]]
    still = [one for one in stress["standstills"] if one["link"] == row.code]
    second = [one for one in stress["second_sources"] if one["link"] == row.code]
    names = Names(frame.actor, (one["application"] for one in still), models=(Link,))
    return Falling(
        alone[0]["loss"] if alone else 0.0,
        alone[0]["loss_without_substitutes"] if alone else 0.0,
        tuple(
            Standstill(names(one["application"]), one["since_days"], one["until_days"])
            for one in still
        ),
        second[0]["worth"] if second else 0.0,
        second[0]["worth_places"] if second else 0.0,
    )
