"""The rule language as frozen values; read from the CSV files beside this module."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.sharing.rules.values import Words


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a section: ``type`` says how it is written, ``of`` which section or word group.

    ``attr`` is the attribute of the value it becomes; empty where one field gives several.
    """

    section: str
    name: str
    attr: str
    type: str
    of: str
    required: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping of the file; ``key`` is the attribute that its key in the parent becomes."""

    name: str
    key: str
    words: Words
    fields: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a line of a book, or a measure of a party, may be; ``ledger`` is fiscal, statistics
    or measure."""

    code: str
    group: str
    ledger: str
    words: Words


@dataclass(frozen=True, slots=True)
class Message:
    """What is said of a problem, with the cure; ``{name}`` stands for what the place gives."""

    code: str
    message: Words
    cure: Words


@dataclass(frozen=True, slots=True)
class Language:
    """``groups`` are kinds under one name; ``words`` the words of a choice by group."""

    sections: dict[str, Section]
    words: dict[str, dict[str, Words]]
    kinds: dict[str, Kind]
    groups: dict[str, Words]
    messages: dict[str, Message]

    def group(self, name: str) -> tuple[str, ...]:
        """The kinds of a group, in order of the vocabulary."""
        return tuple(kind.code for kind in self.kinds.values() if kind.group == name)

    def collapsed(self, kinds: tuple[str, ...]) -> list[str]:
        """The kinds with each whole group, standing together in its order, under its name."""
        for name in self.groups:
            members = self.group(name)
            start = kinds.index(members[0]) if members[0] in kinds else 0
            if kinds[start : start + len(members)] == members:
                rest = kinds[start + len(members) :]
                return [*self.collapsed(kinds[:start]), name, *self.collapsed(rest)]
        return list(kinds)

    def named(self, code: str) -> Words:
        """What a kind, a measure or a group is called."""
        return self.groups[code] if code in self.groups else self.kinds[code].words
