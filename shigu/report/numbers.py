"""Figures as offices write them: true minus, thousands, one unit a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shigu.report.bilingual import Text

M2_PER_MU = 2000 / 3


def grouped(value: float, decimals: int = 0) -> str:
    """``-1234.5`` → ``−1,234.5``; what rounds to nothing carries no sign."""
    words = f"{value:,.{decimals}f}".replace("-", "−")
    return words.lstrip("−") if not words.strip("−0.,") else words


def signed(value: float, decimals: int = 0) -> str:
    words = grouped(value, decimals)
    return f"+{words}" if words.strip("−0.,") and not words.startswith("−") else words


def percent(part: float, decimals: int = 1) -> str:
    return f"{grouped(100 * part, decimals)}%"


def interval(low: float, high: float, decimals: int = 1) -> str:
    return f"{grouped(low, decimals)}–{grouped(high, decimals)}"


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit of money of one table or picture: ``yuan`` to the unit."""

    yuan: float
    unit: Text
    decimals: int

    def figure(self, amount: float) -> str:
        return grouped(amount / self.yuan, self.decimals)

    def change(self, amount: float) -> str:
        return signed(amount / self.yuan, self.decimals)


def money_scale(amounts: Iterable[float]) -> Scale:
    """亿元 when the largest amount reaches ten of them, else 万元 with the decimals it needs."""
    largest = max((abs(amount) for amount in amounts), default=0.0)
    if largest >= 1e9:
        return Scale(1e8, Text("亿元", "100 million yuan"), 2)
    return Scale(1e4, Text("万元", "10,000 yuan"), 0 if largest >= 1e6 else 2)


def money(yuan: float) -> Text:
    """An amount inside a sentence."""
    return Text(_zh_money(yuan), _en_money(yuan))


def area(m2: float, *, land: bool) -> tuple[Text, str]:
    """The area in the unit of its kind (land in 亩), and the same in the other unit."""
    mu, metres = grouped(m2 / M2_PER_MU, 1), grouped(m2)
    if land:
        return Text(f"{mu} 亩", f"{mu} mu"), f"{metres} ㎡"
    return Text(f"{metres} ㎡", f"{metres} m²"), f"{mu} 亩"


def _zh_money(yuan: float) -> str:
    if abs(yuan) >= 1e8:
        return f"{grouped(yuan / 1e8, 2)}亿元"
    if abs(yuan) >= 1e4:
        return f"{grouped(yuan / 1e4)}万元"
    return f"{grouped(yuan)}元"


def _en_money(yuan: float) -> str:
    if abs(yuan) >= 1e9:
        return f"{grouped(yuan / 1e9, 2)} billion yuan"
    if abs(yuan) >= 1e6:
        return f"{grouped(yuan / 1e6, 1)} million yuan"
    return f"{grouped(yuan)} yuan"
