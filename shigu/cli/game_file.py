"""Reading a cooperation game from JSON: values listed or named, or a game of a few numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import orjson

from shigu.cli.structured_file import STRUCTURED, Structured, read_structured
from shigu.engine.sharing.bargaining import check_bargaining
from shigu.engine.sharing.game import (
    MAX_PLAYERS,
    Game,
    GameError,
    Kind,
    by_mask,
    check_length,
    check_players,
    from_mapping,
    from_values,
    number,
    single_names,
)
from shigu.engine.sharing.numeric.game import MOST_PLAYERS, NumericGame, from_array
from shigu.engine.sharing.unions import partition

NOTES = {"id", "title", "source", "note", "notes"}
"""Fields that say where a game comes from; they are not read."""

FIELDS = {"players", "values", "kind", "unions", "weights", "disagreement", *STRUCTURED} | NOTES

LARGE = 8_000_000
"""A file of more bytes is read in doubles first, and again exactly if its players are few."""

MOST_DIGITS = 400
"""Whole numbers of more digits are beyond every game, and slow to read."""

ROUNDED_DIGITS = 16
"""A number written with so many digits is a double that was printed, not what somebody knew."""


@dataclass(frozen=True, slots=True)
class GameFile:
    """A game and how to solve it.

    ``tolerance`` is what signs are read up to: 0, or 1e-12 of the largest value where the numbers
    are printed doubles. ``structured`` is set where the file has one; the game is then None if
    its players are too many to list coalitions.
    """

    game: Game | NumericGame | None
    structured: Structured | None
    unions: tuple[tuple[str, ...], ...] | None
    weights: tuple[Fraction, ...] | None
    disagreement: tuple[Fraction, ...] | None
    tolerance: Fraction


def read_game(text: bytes) -> GameFile:
    """The game of ``{"players": […], "values": […] or {…}, "kind": "profit" | "cost"}``.

    Raises:
        GameError: not JSON, or not such a game; the message names place and cure.
    """
    large = len(text) > LARGE
    document = _fields(json_in_doubles(text) if large else _document(text))
    players = document.get("players")
    if large and (players is None or len(players) <= MAX_PLAYERS):
        document = _fields(_document(text))
    structured = read_structured(document)
    game = _listed(document) if structured is None else _few(structured)
    names = structured.players if structured is not None else game.players if game else ()
    exact = game if isinstance(game, Game) else None
    weights, points = (_amounts(document, field) for field in ("weights", "disagreement"))
    check_bargaining(names, weights, points)
    return GameFile(
        game=game,
        structured=structured,
        unions=_unions(document, names),
        weights=weights,
        disagreement=points,
        tolerance=_tolerance(document, exact),
    )


def _listed(document: dict[str, Any]) -> Game | NumericGame:
    values, kind = document["values"], document.get("kind", "profit")
    if isinstance(values, dict):
        players = document["players"] if "players" in document else single_names(values)
        if len(players) <= MAX_PLAYERS:
            return from_mapping(values, players, kind)
        names, entries = by_mask(values, players, MOST_PLAYERS)
        return _doubles(names, [v for _, v in entries], kind, [repr(key) for key, _ in entries])
    if len(document["players"]) <= MAX_PLAYERS:
        return from_values(document["players"], values, kind)
    check_players(tuple(document["players"]), MOST_PLAYERS)
    check_length(document["players"], len(values))
    return _doubles(document["players"], values, kind)


def _doubles(
    players: Sequence[str], values: list[Any], kind: Kind, places: Sequence[str] | None = None
) -> NumericGame:
    if not set(map(type, values)) <= {float}:
        values = [
            float(number(value, f"values[{places[k] if places else k}]"))
            for k, value in enumerate(values)
        ]
    return from_array(players, values, kind)


def _few(structured: Structured) -> Game | None:
    few = len(structured.players) <= MAX_PLAYERS
    return structured.game() if few else None


def _unions(document: dict[str, Any], players: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    given = document.get("unions")
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(union, list) for union in given):
        raise GameError(
            'unions 须是列表的列表。请写成 [["A", "B"], ["C"]]。',
            'unions is a list of lists: write [["A", "B"], ["C"]].',
        )
    partition(players, given)
    return tuple(map(tuple, given))


def _amounts(document: dict[str, Any], field: str) -> tuple[Fraction, ...] | None:
    given = document.get(field)
    if given is None:
        return None
    if not isinstance(given, list):
        raise GameError(
            f"{field} 须是数的列表，每方一个。请改正。",
            f"{field} is a list of numbers, one for each player: correct it.",
        )
    return tuple(number(value, f"{field}[{k}]") for k, value in enumerate(given))


def _tolerance(document: dict[str, Any], game: Game | None) -> Fraction:
    given = document.get("values", ())
    numbers = given.values() if isinstance(given, dict) else given
    rounded = any(
        isinstance(n, Decimal) and len(n.as_tuple().digits) >= ROUNDED_DIGITS for n in numbers
    )
    if game is None or not rounded:
        return Fraction(0)
    return max(map(abs, game.values)) / 10**12


def json_in_doubles(text: bytes) -> Any:
    """The document in ``text``, fast, with numbers as doubles.

    Raises:
        GameError: no JSON in UTF-8.
    """
    try:
        return orjson.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise _no_json(error) from None


def _document(text: bytes) -> object:
    try:
        return json.loads(
            text.decode("utf-8-sig"),
            parse_float=written,
            parse_int=_written_whole,
            object_pairs_hook=_no_repeats,
        )
    except GameError:
        raise
    except (ValueError, RecursionError) as error:
        raise _no_json(error) from None


def not_solved(error: ArithmeticError) -> GameError:
    """What to do where the programmes do not converge in doubles."""
    return GameError(
        f"双精度下没有求出（{error}）。请检查数量级是否相差过大，或合并局中人。",
        f"not solved in doubles ({error}): check for amounts of very different size, or merge "
        "players.",
    )


def _no_json(error: Exception) -> GameError:
    detail = str(error).splitlines()[0]
    return GameError(
        f"文件不是 UTF-8 编码的 JSON（{detail}）。请检查括号、逗号与编码。",
        f"the file is no JSON in UTF-8 ({detail}): check brackets, commas and encoding.",
    )


def written(text: str) -> Decimal | str:
    """A number as it is written; one beyond decimals stays text, to be refused at its place."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _written_whole(text: str) -> int | Decimal | str:
    return int(text) if len(text) <= MOST_DIGITS else written(text)


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise GameError(
            f"{twice!r} 出现了两次。请只保留一个。", f"{twice!r} is given twice: keep one of them."
        )
    return content


def _fields(document: object) -> dict[str, Any]:
    """The document, checked for what it must and may have."""
    if not isinstance(document, dict):
        raise GameError(
            '文件不是一个对象。请写 {"players": […], "values": […], "kind": "profit"}。',
            'the file is no object: write {"players": […], "values": […], "kind": "profit"}.',
        )
    unknown = sorted(set(document) - FIELDS)
    if unknown:
        known = ", ".join(sorted(FIELDS - NOTES))
        raise GameError(
            f"不认识的字段 {unknown[0]!r}。可用的是 {known}。",
            f"unknown field {unknown[0]!r}: there are {known}.",
        )
    games = [field for field in ("values", *STRUCTURED) if field in document]
    named = isinstance(document.get("values"), dict) or "assignment" in document
    if "players" not in document and not named:
        raise GameError("缺少 'players'。请补上。", "'players' is missing: add it.")
    if not games:
        raise GameError("缺少 'values'。请补上。", "'values' is missing: add it.")
    if len(games) > 1:
        raise GameError(
            f"{games[0]!r} 与 {games[1]!r} 只能有一个。请删去一个。",
            f"a file has {games[0]!r} or {games[1]!r}, not both: remove one.",
        )
    if not isinstance(document.get("players", []), list):
        raise GameError(
            'players 不是列表。请写成 ["A", "B"]。', 'players is no list: write ["A", "B"].'
        )
    if not isinstance(document.get("values", []), list | dict):
        raise GameError(
            'values 既不是列表也不是对象。请写成 [0, 0, 1] 或 {"A": 0, "B": 0, "A,B": 1}。',
            'values is neither list nor object: write [0, 0, 1] or {"A": 0, "B": 0, "A,B": 1}.',
        )
    return document
