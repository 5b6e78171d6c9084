"""Words for people: names by id, percentages and lists in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shigu.engine.chain.values import ChainInputs, Firm, Link


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str

    def __add__(self, other: Words) -> Words:
        gap = " " if self.en and other.en else ""
        return Words(self.zh + other.zh, self.en + gap + other.en)

    def then(self, zh: str, en: str) -> Words:
        """The same sentence going on."""
        return Words(self.zh + zh, self.en + en)


NOTHING = Words("", "")


class Namer:
    """Names of links, organisations and places; English falls back to Chinese, then to the id."""

    def __init__(self, inputs: ChainInputs) -> None:
        rows: tuple[Link | Firm, ...] = (*inputs.links, *inputs.firms)
        own = {row.id: (row.name_zh, row.name_en) for row in rows}
        self._names = {**own, **inputs.names}

    def __call__(self, key: str) -> Words:
        zh, en = self._names.get(key, (key, key))
        return Words(zh or key, en or zh or key)

    def mid(self, key: str) -> Words:
        """A link inside a sentence: English common nouns begin small, acronyms do not."""
        name = self(key)
        head = name.en.split(" ")[0]
        plain = head[1:].islower() and name.en != name.zh
        return Words(name.zh, name.en[:1].lower() + name.en[1:] if plain else name.en)

    def listed(self, keys: Sequence[str], most: int = 3) -> Words:
        """Names in a row, the first ``most`` of them: 甲、乙等 · A, B and 3 more."""
        return listed([self(key) for key in keys], most)

    def listed_links(self, keys: Sequence[str], most: int = 3) -> Words:
        """The same for links inside a sentence."""
        return listed([self.mid(key) for key in keys], most)


def listed(items: Sequence[Words], most: int = 3) -> Words:
    shown, rest = items[:most], len(items) - most
    zh = "、".join(item.zh for item in shown) + ("等" if rest > 0 else "")
    names = [item.en for item in shown] + ([f"{rest} more"] if rest > 0 else [])
    return Words(zh, and_list(names))


def and_list(items: Sequence[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def percent(part: float) -> str:
    """A share as people write it: whole percents, but never 0 % or 100 % by rounding."""
    if 0 < part < 0.005:
        return "<1%"
    if 0.995 <= part < 1:
        return ">99%"
    return f"{part:.0%}"


def joined(parts: Iterable[Words]) -> Words:
    whole = NOTHING
    for part in parts:
        whole += part
    return whole
