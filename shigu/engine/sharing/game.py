"""Cooperative games with transferable utility: v(S) for every coalition S, in exact rationals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import lcm
from typing import Literal

Kind = Literal["profit", "cost"]
Number = int | float | str | Decimal | Fraction

MAX_PLAYERS = 16
"""All methods here are exact and list every coalition: 2¹⁶ values are their limit."""

MAX_EXPONENT = 200
"""Numbers reach from 1e-200 to 1e200, so that every answer fits a double."""


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of a surrogate pair, which no terminal and no file can show."""


class GameError(ValueError):
    """A game that cannot be read: the place, what is wrong and the cure, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Game:
    """``values[mask]`` = v of the coalition whose bit i stands for ``players[i]``; v(∅) = 0.

    ``kind`` says whether v is what a coalition earns (``profit``) or what it costs (``cost``).

    Raises:
        GameError: players are missing, repeated or too many, or ``values`` has the wrong length.
    """

    players: tuple[str, ...]
    values: tuple[Fraction, ...]
    kind: Kind = "profit"

    def __post_init__(self) -> None:
        check_players(self.players)
        check_kind(self.kind)
        check_length(self.players, len(self.values) - 1)
        if self.values[0] != 0:
            raise GameError(
                "values[0] 是空联盟，必须为 0。请改为 0。",
                "values[0] is the empty coalition: set it to 0.",
            )

    @property
    def grand(self) -> int:
        """The bitmask of all players."""
        return len(self.values) - 1

    def members(self, mask: int) -> tuple[str, ...]:
        return tuple(player for i, player in enumerate(self.players) if mask >> i & 1)

    def profits(self) -> tuple[Fraction, ...]:
        """v itself, or −c of a cost game: the solutions of −c are those of c with the sign turned
        (strategic equivalence with the savings game Σ c({i}) − c(S))."""
        return self.values if self.kind == "profit" else tuple(-value for value in self.values)

    def in_kind(self, payoffs: Iterable[Fraction]) -> tuple[Fraction, ...]:
        """Payoffs of the profit game in the sense of this game: gains, or costs to bear."""
        return tuple(payoffs) if self.kind == "profit" else tuple(-amount for amount in payoffs)


def from_values(players: Sequence[str], values: Sequence[Number], kind: Kind = "profit") -> Game:
    """A game from v of the coalitions with bitmask 1, 2, 3, … (the empty one left out).

    Raises:
        GameError: as :class:`Game`, or a value is not a finite number.
    """
    names = tuple(players)
    check_players(names)
    check_length(names, len(values))
    exact = [
        number(value, f"values[{k}] ({coalition(names, k + 1)})") for k, value in enumerate(values)
    ]
    return Game(names, (Fraction(0), *exact), kind)


def from_function(
    players: Sequence[str], worth: Callable[[int], Number], kind: Kind = "profit"
) -> Game:
    """The game of a function of the bitmask, asked once for each of the 2ⁿ − 1 coalitions.

    Raises:
        GameError: as :func:`from_values`.
    """
    names = tuple(players)
    check_players(names)
    return from_values(names, [worth(mask) for mask in range(1, 1 << len(names))], kind)


def from_mapping(
    values: Mapping[str, Number], players: Sequence[str] | None = None, kind: Kind = "profit"
) -> Game:
    """A game from ``{"A": 11, "B": 7, "A,B": 20}`` with every non-empty coalition.

    Players come in the order of ``players``, else in that of the coalitions of one.

    Raises:
        GameError: a coalition is missing, repeated or names an unknown player, and as above.
    """
    names, ordered = by_mask(values, players)
    exact = [number(value, f"values[{key!r}]") for key, value in ordered]
    return Game(names, (Fraction(0), *exact), kind)


def by_mask(
    values: Mapping[str, Number], players: Sequence[str] | None = None, most: int = MAX_PLAYERS
) -> tuple[tuple[str, ...], list[tuple[str, Number]]]:
    """The players and the entries of ``values`` in the order of bitmasks 1, 2, 3, …

    Raises:
        GameError: a coalition is missing, repeated or names an unknown player.
    """
    names = tuple(players) if players is not None else single_names(values)
    check_players(names, most)
    bits = {name: 1 << i for i, name in enumerate(names)}
    found: dict[int, tuple[str, Number]] = {}
    for key, value in values.items():
        mask = _mask(key, bits)
        if mask in found:
            raise GameError(
                f"联盟 {key!r} 出现了两次。请只保留一个。",
                f"coalition {key!r} is given twice: keep one of them.",
            )
        found[mask] = key, value
    for mask in range(1, 1 << len(names)):
        if mask not in found:
            name = coalition(names, mask)
            raise GameError(
                f"缺少联盟 {name} 的数值。请在 values 中补上 {name!r}。",
                f"coalition {name} has no value: add {name!r} to values.",
            )
    return names, [found[mask] for mask in range(1, 1 << len(names))]


def single_names(values: Iterable[str]) -> tuple[str, ...]:
    """The players of ``{"A": 11, "B": 7, "A,B": 20}``, in the order of the coalitions of one."""
    alone = (key.strip() for key in values if "," not in key and key.strip())
    return tuple(dict.fromkeys(alone))


def number(value: object, place: str) -> Fraction:
    """``value`` as an exact rational; a float counts as the shortest decimal that prints it.

    Raises:
        GameError: not a number, not finite or outside 1e-200…1e200, naming ``place``.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return _in_range(Fraction(value), value, place)
    if isinstance(value, float):
        return _decimal(repr(float(value)), value, place)
    if isinstance(value, Decimal):
        return _decimal(str(value), value, place)
    if isinstance(value, str):
        return _text(value.strip(), place)
    raise _not_a_number(value, place)


def coalition(players: Sequence[str], mask: int) -> str:
    """The members of ``mask`` as ``A,B``."""
    return ",".join(player for i, player in enumerate(players) if mask >> i & 1)


def whole_numbers(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """``values`` times their least common denominator, and that denominator."""
    scale = lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale


def _text(text: str, place: str) -> Fraction:
    top, slash, bottom = text.partition("/")
    if not slash:
        return _decimal(text, text, place)
    divisor = _decimal(bottom, text, place)
    if divisor == 0:
        raise _not_a_number(text, place)
    return _in_range(_decimal(top, text, place) / divisor, text, place)


def _decimal(text: str, shown: object, place: str) -> Fraction:
    try:
        decimal = Decimal(text)
    except InvalidOperation:
        raise _not_a_number(shown, place) from None
    if not decimal.is_finite():
        raise _not_a_number(shown, place)
    if decimal != 0 and not -MAX_EXPONENT <= decimal.adjusted() < MAX_EXPONENT:
        raise _out_of_range(shown, place)
    return Fraction(decimal)


def _in_range(exact: Fraction, shown: object, place: str) -> Fraction:
    limit = 10**MAX_EXPONENT
    if exact != 0 and not Fraction(1, limit) <= abs(exact) < limit:
        raise _out_of_range(shown, place)
    return exact


def _mask(key: str, bits: Mapping[str, int]) -> int:
    mask = 0
    for name in (part.strip() for part in key.split(",")):
        bit = bits.get(name)
        if bit is None:
            raise GameError(
                f"values[{key!r}]：{name!r} 不在局中人 {', '.join(bits)} 之中。请改正或删去。",
                f"values[{key!r}]: {name!r} is none of the players {', '.join(bits)}: "
                "correct or remove it.",
            )
        if mask & bit:
            raise GameError(
                f"values[{key!r}] 中 {name!r} 出现两次。请删去一个。",
                f"values[{key!r}] names {name!r} twice: remove one.",
            )
        mask |= bit
    return mask


def check_players(players: tuple[str, ...], most: int = MAX_PLAYERS) -> None:
    """Check that players are named, differ and are 1 to ``most``.

    Raises:
        GameError: they are not.
    """
    for i, player in enumerate(players):
        if not isinstance(player, str) or not player.strip() or "," in player:
            raise GameError(
                f"players[{i}] = {_shown(player)} 不是名称。请用不含逗号的非空文字。",
                f"players[{i}] = {_shown(player)} is not a name: use text without a comma.",
            )
        if player != player.strip() or _UNSEEN.search(player):
            raise GameError(
                f"players[{i}] = {_shown(player)} 首尾有空白，或含控制字符。请删去。",
                f"players[{i}] = {_shown(player)} has blanks at its ends or control characters: "
                "remove them.",
            )
    if len(set(players)) != len(players):
        twice = next(player for player in players if players.count(player) > 1)
        raise GameError(
            f"players 中 {twice!r} 出现两次。请改名或删去。",
            f"players names {twice!r} twice: rename or remove one.",
        )
    if not 1 <= len(players) <= most:
        raise GameError(
            f"players 有 {len(players)} 个局中人；可以是 1 至 {most} 个。请补上或合并局中人。",
            f"players has {len(players)} players; 1 to {most} are possible: add or merge some.",
        )


def check_kind(kind: str) -> None:
    """Check that ``kind`` is one.

    Raises:
        GameError: it is not.
    """
    if kind not in ("profit", "cost"):
        raise GameError(
            f'kind = {_shown(kind)} 无效。请写 "profit"（收益）或 "cost"（成本）。',
            f'kind = {_shown(kind)} is unknown: write "profit" or "cost".',
        )


def check_length(players: tuple[str, ...], given: int, place: str = "values") -> None:
    """Check that ``given`` numbers are one for each non-empty coalition.

    Raises:
        GameError: they are not, naming ``place``.
    """
    needed = (1 << len(players)) - 1
    if given != needed:
        raise GameError(
            f"{place} 有 {given} 个数，{len(players)} 个局中人需要 {needed} 个"
            "（按位掩码 1, 2, 3, …）。请补齐或删去多余的。",
            f"{place} has {given} numbers, {len(players)} players need {needed} "
            "(bitmask 1, 2, 3, …): add or remove some.",
        )


def _not_a_number(value: object, place: str) -> GameError:
    shown = _shown(value)
    return GameError(
        f'{place} = {shown} 不是有限的数。请写数字，或分数文字如 "1/3"。',
        f'{place} = {shown} is not a finite number: write a number or a fraction like "1/3".',
    )


def _out_of_range(value: object, place: str) -> GameError:
    return GameError(
        f"{place} = {_shown(value)} 超出 1e-{MAX_EXPONENT} 至 1e{MAX_EXPONENT}。请换用更大的单位。",
        f"{place} = {_shown(value)} lies outside 1e-{MAX_EXPONENT}…1e{MAX_EXPONENT}: "
        "use another unit.",
    )


def _shown(value: object) -> str:
    plain = str(value) if isinstance(value, Decimal) else ascii(value)
    text = f"{value:.3e}" if isinstance(value, Fraction) else plain
    return text if len(text) <= 40 else text[:37] + "…"
