"""The agenda of a meeting in one cell: a line an item, topic | presenter | what was said."""

from __future__ import annotations

from typing import NamedTuple

BAR = "|"


class Item(NamedTuple):
    """One thing that was talked about."""

    topic: str
    presenter: str = ""
    said: str = ""


def lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def items_of(text: str) -> list[Item]:
    """The items, in their order."""
    lines = (line.replace("｜", BAR).split(BAR, 2) for line in lines_of(text))
    return [Item(*(part.strip() for part in parts)) for parts in lines]


def line_of(item: Item) -> str:
    """The item on one line; what stands on several is joined."""
    parts = ("；".join(lines_of(part)) for part in item)
    return f" {BAR} ".join(parts).rstrip(f" {BAR}")
