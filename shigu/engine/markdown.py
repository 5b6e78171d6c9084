"""Tables in Markdown, for the references that are written from schemas."""

from __future__ import annotations

from collections.abc import Iterable


def grid(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table with ``header``; bars within cells are escaped."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
