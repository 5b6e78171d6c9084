"""Words in Chinese and English that travel together and reach the page as a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages; templates print it as two spans, the page shows one."""

    zh: str
    en: str

    def __html__(self) -> str:
        if self.zh == self.en:
            return str(escape(self.zh))
        return str(
            Markup('<span lang="zh">{}</span><span lang="en">{}</span>').format(self.zh, self.en)
        )

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)


def told(sentence: Mapping[str, Any]) -> Text:
    """A reason, or whatever else carries ``zh`` and ``en``."""
    return Text(sentence["zh"], sentence["en"])


def same(words: str) -> Text:
    """Words that read alike in both languages, such as figures."""
    return Text(words, words)


def say(zh: str, en: str, **parts: Text | str | int) -> Text:
    """Fill ``{name}`` in both wordings; a part that is a Text gives each its own language."""
    return Text(
        zh.format(**{key: _in(part, "zh") for key, part in parts.items()}),
        en.format(**{key: _in(part, "en") for key, part in parts.items()}),
    )


def listed(parts: Iterable[Text]) -> Text:
    """An enumeration: 甲、乙 / A, B."""
    words = tuple(parts)
    return Text("、".join(part.zh for part in words), ", ".join(part.en for part in words))


def plural(count: int, one: str, many: str) -> str:
    """The English noun that goes with ``count``."""
    return one if count == 1 else many


def _in(part: Text | str | int, language: str) -> str:
    return getattr(part, language) if isinstance(part, Text) else str(part)
