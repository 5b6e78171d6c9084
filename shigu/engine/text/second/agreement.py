"""What a second reader says beside what the machine says: confirmed, contradicted, or alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Verdict = Literal["confirmed", "contradicts", "alone"]


class Told(Protocol):
    """A claim of the engine or a statement as it is stored."""

    @property
    def kind(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def said(self) -> Mapping[str, Any]: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def modality(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Accord:
    """How a second statement stands to the machine's.

    ``against`` are positions in the machine's list: all that say the same where it is confirmed,
    all that say otherwise where it contradicts, none where it stands alone.
    """

    verdict: Verdict
    against: tuple[int, ...] = ()


def agreement(second: Told, machine: Sequence[Told]) -> Accord:
    """Whether the machine says the same of the same, or something else of it.

    A name: the same name as the same type, or the same characters as another. A value: the same
    amount, owner, key and modality; or these characters, or this key of this owner, told
    otherwise. A relation: the same parts in the same roles, or in others. An event: of the same
    type with a shared name, and modality and date that do or do not agree.
    """
    alike = [(at, each) for at, each in enumerate(machine) if each.kind == second.kind]
    judged = [(at, _judged(second, each)) for at, each in alike]
    for verdict in ("confirmed", "contradicts"):
        if found := tuple(at for at, one in judged if one == verdict):
            return Accord(verdict, found)
    return Accord("alone")


def _judged(one: Told, other: Told) -> Verdict:
    match one.kind:
        case "entity":
            return _name(one, other)
        case "attribute":
            return _value(one, other)
        case "event":
            return _event(one, other)
    return _tie(one, other)


def _name(one: Told, other: Told) -> Verdict:
    if (one.type, one.name) == (other.type, other.name):
        return "confirmed"
    same_place = (one.start, one.end) == (other.start, other.end)
    return "contradicts" if same_place else "alone"


def _value(one: Told, other: Told) -> Verdict:
    about = (one.type, one.name) == (other.type, other.name)
    if about and _amount(one) == _amount(other):
        return "confirmed"
    return "contradicts" if about or _overlap(one, other) else "alone"


def _tie(one: Told, other: Told) -> Verdict:
    if one.type != other.type:
        return "alone"
    mine, theirs = _parts(one), _parts(other)
    if mine == theirs:
        return "confirmed"
    swapped = {name for _, name in mine} == {name for _, name in theirs}
    return "contradicts" if swapped else "alone"


def _event(one: Told, other: Told) -> Verdict:
    shared = {name for _, name in _parts(one)} & {name for _, name in _parts(other)}
    if one.type != other.type or not shared:
        return "alone"
    days = {one.said["date"], other.said["date"]} - {None}
    agrees = one.modality == other.modality and len(days) <= 1
    return "confirmed" if agrees else "contradicts"


def _amount(one: Told) -> tuple[Any, ...]:
    return one.said["value"], one.said["unit"], one.said["qualifier"], one.modality


def _parts(one: Told) -> set[tuple[str, str]]:
    args = one.said["args"]
    pairs: Iterable[tuple[str, str]] = (
        args.items() if isinstance(args, Mapping) else ((arg["role"], arg["ref"]) for arg in args)
    )
    named = one.said["named"]
    return {(role, named[ref]["name"]) for role, ref in pairs if "name" in named[ref]}


def _overlap(one: Told, other: Told) -> bool:
    return one.start < other.end and other.start < one.end
