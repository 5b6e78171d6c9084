"""What is read, what is known already, and what is proposed; all plain and frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from shigu.engine.reasons import Reason

Kind = Literal["organisation", "project", "stage", "space", "partnership", "position"]
LinksOf = Callable[[str], frozenset[str]]
"""Codes of the chain's links that a text speaks of."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of a document as it is stored, with its ``number`` in it.

    ``said`` is the claim as a reading shows it: ``args``, ``key``, ``value``, ``unit``,
    ``qualifier``, ``date`` and, in ``named``, the name and type behind each reference.
    """

    number: int
    kind: str
    type: str
    name: str
    said: Mapping[str, Any]
    confidence: float
    modality: str = "happened"

    def filler(self, role: str) -> Mapping[str, Any] | None:
        """What plays a role, with ``name`` and ``type``; the first where several do."""
        return next(iter(self.fillers(role)), None)

    def fillers(self, *roles: str) -> list[Mapping[str, Any]]:
        """What plays the roles, in the order of the claim; dates and values have no name."""
        args = self.said.get("args") or {}
        pairs = args.items() if isinstance(args, Mapping) else ((a["role"], a["ref"]) for a in args)
        named = self.said.get("named", {})
        found = [named.get(ref, {}) for role, ref in pairs if role in roles]
        return [each for each in found if each.get("name")]


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is there: its code, the names it goes by, and the values of its fields."""

    code: str
    names: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """What a reader of news may know: organisations, spaces, districts, and links by their terms.

    Only what is open to every member is in it, so that a proposal tells nobody of a row.
    """

    organisations: tuple[Known, ...] = ()
    spaces: tuple[Known, ...] = ()
    districts: tuple[Known, ...] = ()
    links_of: LinksOf = field(default=lambda _text: frozenset())


@dataclass(frozen=True, slots=True)
class Value:
    """One field with the claims it rests on; amounts in the unit of the field's name."""

    field: str
    value: Any
    modality: str
    confidence: float
    statements: tuple[int, ...]
    qualifier: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a document would change in one row.

    ``key`` names the row by what the document calls it and is the same whenever the document is
    read. ``target`` is the code of the row that is meant, empty for a new one. ``values`` may
    become facts; ``plans`` are what is planned, counted up or told roughly: shown, never applied
    of themselves. ``bulk`` says whether it may be accepted with others by rule; ``reasons`` say
    why not.
    """

    kind: Kind
    key: str
    subject: str
    target: str
    values: tuple[Value, ...]
    plans: tuple[Value, ...]
    modality: str
    confidence: float
    bulk: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def statements(self) -> tuple[int, ...]:
        """Numbers of all claims that it rests on, in order."""
        used = {n for each in (*self.values, *self.plans) for n in each.statements}
        return tuple(sorted(used))
