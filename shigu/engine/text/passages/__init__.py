"""Passages of our own making, labelled: what the tagger learns from and what it is tested on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from shigu.engine.text.passages.markup import MarkupError, parse
from shigu.engine.text.passages.values import Passage

__all__ = ["MarkupError", "Passage", "parse", "passages"]


@cache
def passages(split: str) -> tuple[Passage, ...]:
    """All passages of ``split``: ``train`` or ``test`` (not looked at while tuning)."""
    listed = sorted(
        (each for each in files(__name__).iterdir() if each.name.startswith(f"{split}_")),
        key=lambda each: each.name,
    )
    return tuple(
        passage
        for each in listed
        for passage in parse(each.read_text("utf-8"), each.name.removesuffix(".txt"))
    )
