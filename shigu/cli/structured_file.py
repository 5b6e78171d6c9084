"""Games that a few numbers describe, as fields of a game file."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from shigu.engine.sharing.game import GameError, Kind, check_kind, number
from shigu.engine.sharing.structured.airport import Airport
from shigu.engine.sharing.structured.assignment import Assignment
from shigu.engine.sharing.structured.bankruptcy import Bankruptcy
from shigu.engine.sharing.structured.flow import Arc, Flow
from shigu.engine.sharing.structured.production import LinearProduction
from shigu.engine.sharing.structured.voting import WeightedVoting

Structured = Airport | Assignment | Bankruptcy | Flow | LinearProduction | WeightedVoting


def read_structured(document: dict[str, Any]) -> Structured | None:
    """The structured game of the file, None where it lists values.

    Raises:
        GameError: a part is missing, unknown or of the wrong shape, with its place.
    """
    field = next((name for name in STRUCTURED if name in document), None)
    if field is None:
        return None
    parts, build = STRUCTURED[field]
    content = document[field]
    if not isinstance(content, dict):
        raise _shape(field, parts)
    missing = [part for part in parts if part not in content]
    unknown = sorted(set(content) - set(parts))
    if missing or unknown:
        raise _shape(f"{field}.{(missing or unknown)[0]}", parts)
    game = build(_names(document.get("players", []), "players"), content)
    _check_stated(document, game)
    return game


def kind_of(game: Structured) -> Kind:
    """Airports share costs; all others share what they earn."""
    return "cost" if isinstance(game, Airport) else "profit"


def _check_stated(document: dict[str, Any], game: Structured) -> None:
    """Players and kind may stand in the file, as those that the game has by itself."""
    kind, own = document.get("kind", kind_of(game)), kind_of(game)
    check_kind(kind)
    if kind != own:
        raise GameError(
            f'这类博弈的 kind 是 "{own}"。请改正或删去 kind。',
            f'kind of such a game is "{own}": correct or remove it.',
        )
    if tuple(document.get("players", game.players)) != game.players:
        raise GameError(
            "assignment 的局中人是 sellers 与 buyers。请删去 players。",
            "the players of an assignment are its sellers and buyers: remove players.",
        )


def _airport(players: tuple[str, ...], content: dict[str, Any]) -> Airport:
    return Airport(players, _row(content["costs"], "airport.costs"))


def _bankruptcy(players: tuple[str, ...], content: dict[str, Any]) -> Bankruptcy:
    estate = number(content["estate"], "bankruptcy.estate")
    return Bankruptcy(players, _row(content["claims"], "bankruptcy.claims"), estate)


def _voting(players: tuple[str, ...], content: dict[str, Any]) -> WeightedVoting:
    listed = _listed(content["weights"], "voting.weights")
    weights = [_whole(weight, f"voting.weights[{k}]") for k, weight in enumerate(listed)]
    return WeightedVoting(players, tuple(weights), _whole(content["quota"], "voting.quota"))


def _assignment(_players: tuple[str, ...], content: dict[str, Any]) -> Assignment:
    sellers, buyers = (
        _names(content[side], f"assignment.{side}") for side in ("sellers", "buyers")
    )
    return Assignment(sellers, buyers, _table(content["worth"], "assignment.worth"))


def _production(players: tuple[str, ...], content: dict[str, Any]) -> LinearProduction:
    return LinearProduction(
        players,
        _table(content["resources"], "production.resources"),
        _table(content["uses"], "production.uses"),
        _row(content["gains"], "production.gains"),
    )


def _flow(players: tuple[str, ...], content: dict[str, Any]) -> Flow:
    arcs = []
    for k, arc in enumerate(_listed(content["arcs"], "flow.arcs")):
        place = f"flow.arcs[{k}]"
        if len(_listed(arc, place)) != 4:
            raise _shape(place, ("start", "end", "capacity", "owner"))
        start, end, owner = _names([arc[0], arc[1], arc[3]], place)
        arcs.append(Arc(start, end, number(arc[2], f"{place}[2]"), owner))
    source, sink = _names([content["source"], content["sink"]], "flow.source/sink")
    return Flow(players, tuple(arcs), source, sink)


STRUCTURED: dict[
    str, tuple[tuple[str, ...], Callable[[tuple[str, ...], dict[str, Any]], Structured]]
] = {
    "airport": (("costs",), _airport),
    "bankruptcy": (("estate", "claims"), _bankruptcy),
    "voting": (("quota", "weights"), _voting),
    "assignment": (("sellers", "buyers", "worth"), _assignment),
    "production": (("resources", "uses", "gains"), _production),
    "flow": (("source", "sink", "arcs"), _flow),
}
"""Field of the file → its parts and what builds the game."""


def _shape(place: str, parts: tuple[str, ...]) -> GameError:
    needs = ", ".join(parts)
    return GameError(
        f"{place} 缺少、多余或形式不对；这里需要 {needs}。请改正。",
        f"{place} is missing, unknown or of the wrong shape; needed are {needs}: correct it.",
    )


def _listed(content: Any, place: str) -> list[Any]:
    if not isinstance(content, list):
        raise GameError(f"{place} 不是列表。请写成 […]。", f"{place} is no list: write […].")
    return content


def _names(content: Any, place: str) -> tuple[str, ...]:
    for k, name in enumerate(_listed(content, place)):
        if not isinstance(name, str) or not name.strip():
            raise GameError(
                f"{place}[{k}] 不是名称。请写非空文字。",
                f"{place}[{k}] is not a name: write text.",
            )
    return tuple(content)


def _row(content: Any, place: str) -> tuple[Fraction, ...]:
    return tuple(number(v, f"{place}[{k}]") for k, v in enumerate(_listed(content, place)))


def _table(content: Any, place: str) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(_row(row, f"{place}[{k}]") for k, row in enumerate(_listed(content, place)))


def _whole(content: Any, place: str) -> int:
    exact = number(content, place)
    if exact.denominator != 1:
        raise GameError(f"{place} 不是整数。请写整数。", f"{place} is no whole number: write one.")
    return int(exact)
