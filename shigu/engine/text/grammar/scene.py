"""A passage with its names and values, and the questions that all rules ask of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from shigu.engine.text.model import Mention, Quantity

T = TypeVar("T")
ENDS = re.compile(r"[。！？；;!?\n]")
BETWEEN = re.compile(r"\s*(?:[、,，和与及同暨]|以及|及其|并|会同|联合)\s*")
ORGANISATIONS = frozenset({"COMPANY", "GOV", "INSTITUTE", "UNIVERSITY"})
CALLED = {
    "项目": ("PROJECT",),
    "工程": ("PROJECT",),
    "基地": ("PROJECT",),
    "工厂": ("PROJECT", "COMPANY"),
    "产业园": ("PROJECT", "PARK"),
    "园区": ("PARK", "PROJECT"),
    "社区": ("PARK",),
    "小镇": ("PARK", "PROJECT"),
    "大厦": ("PROJECT",),
    "研究院": ("INSTITUTE",),
    "实验室": ("INSTITUTE",),
    "中心": ("INSTITUTE", "PROJECT"),
    "公司": ("COMPANY",),
    "企业": ("COMPANY",),
    "后者": ("COMPANY", "INSTITUTE"),
    "集群": ("CLUSTER",),
    "该院": ("INSTITUTE", "UNIVERSITY"),
    "该所": ("INSTITUTE",),
    "该校": ("UNIVERSITY",),
}
"""What later sentences call a thing by, and of which type it may be."""
CALL = re.compile("|".join(sorted(CALLED, key=len, reverse=True)))
"""A word that stands for a name."""
MEMORY = 80
"""So many names back does a word reach."""
NOT_A_CALL = re.compile(
    r"[家个等类]$|[\d余多](?:家|个)?[^，。,、]{0,6}$|重大$|产业$|入园$|投资$|签约$|引进$"
)


def first(found: Sequence[T]) -> T | None:
    """The first of ``found``; None where nothing is."""
    return found[0] if found else None


def last(found: Sequence[T]) -> T | None:
    """The last of ``found``; None where nothing is."""
    return found[-1] if found else None


@dataclass(frozen=True)
class Scene:
    """The text, its names and values in order, its sentences as offsets."""

    text: str
    names: tuple[Mention, ...]
    values: tuple[Quantity, ...]
    sentences: tuple[tuple[int, int], ...] = field(init=False)
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        cuts = [0, *(found.end() for found in ENDS.finditer(self.text)), len(self.text)]
        spans = tuple((low, high) for low, high in pairwise(cuts) if low < high)
        object.__setattr__(self, "sentences", spans)
        object.__setattr__(self, "starts", tuple(name.span.start for name in self.names))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that ``at`` lies in."""
        place = bisect_right(self.sentences, at, key=lambda span: span[0]) - 1
        return self.sentences[place] if self.sentences else (0, 0)

    def within(self, low: int, high: int, *types: str) -> list[Mention]:
        """Names of ``types`` (of any, where none is given) that lie in ``low:high``."""
        at = bisect_left(self.starts, low)
        return [
            name
            for name in self.names[at : bisect_left(self.starts, high, at)]
            if name.span.end <= high and (not types or name.type in types)
        ]

    def across(self, start: int, end: int) -> bool:
        """Whether a name lies across any of ``start:end``."""
        at = bisect_left(self.starts, end)
        return at > 0 and self.names[at - 1].span.end > start

    def dates(self, low: int, high: int) -> list[Quantity]:
        return [
            each
            for each in self.values
            if each.key == "date" and low <= each.span.start and each.span.end <= high
        ]

    def between(self, one: Mention, other: Mention) -> str:
        """What stands from the end of ``one`` to the start of ``other``."""
        return self.text[one.span.end : other.span.start]

    def coordinated(self, names: list[Mention]) -> list[list[Mention]]:
        """``names`` in groups that only 、 和 与 … part."""
        groups: list[list[Mention]] = []
        for name in names:
            if groups and BETWEEN.fullmatch(self.between(groups[-1][-1], name)):
                groups[-1].append(name)
            else:
                groups.append([name])
        return groups

    def meant(self, low: int, high: int) -> tuple[int, Mention] | None:
        """The last word in ``low:high`` that stands for an earlier name, and that name."""
        for found in reversed(list(CALL.finditer(self.text, low, high))):
            if not NOT_A_CALL.search(self.text[low : found.start()]) and not self._named(found):
                name = self.antecedent(found[0], found.start())
                if name:
                    return found.start(), name
        return None

    def antecedent(self, call: str, before: int) -> Mention | None:
        """The name that ``call`` stands for: one that holds the word, else the last of its type."""
        near = self.names[: bisect_left(self.starts, before)][-MEMORY:]
        known = [name for name in near if self._can_be(name, call)]
        holding = [name for name in known if call in name.span.text]
        likeliest = CALLED[call][0]
        of_type = [name for name in known if name.type == likeliest] or known
        return last(holding or of_type)

    def topic(self, call: str, before: int) -> Mention | None:
        """The first name of its type in the last sentence before that has one."""
        low, _ = self.sentence(before)
        near = self.names[: bisect_left(self.starts, low)][-MEMORY:]
        known = [name for name in near if self._can_be(name, call)]
        start = self.sentence(known[-1].span.start)[0] if known else 0
        return first([name for name in known if name.span.start >= start])

    def _can_be(self, name: Mention, call: str) -> bool:
        if name.type == "PARK" and call in {"产业园", "社区", "小镇"}:
            return call in name.span.text
        return name.type in CALLED[call]

    def _named(self, found: re.Match[str]) -> bool:
        return self.across(*found.span())
