"""A sentence with the record that it is of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` says what the record at ``url`` holds; ``record`` is what that is called.

    Raises:
        ValueError: no words, or no record.
    """

    text: str
    record: str
    url: str

    def __post_init__(self) -> None:
        if not (self.text and self.record and self.url):
            raise ValueError(f"a sentence has its record: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences about one side of a project; sections without any are left out."""

    title: str
    sentences: tuple[Sentence, ...]
