"""Who acts: the scope that the database opened, as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shigu.districts.vocabulary import DataClass

Reach = Mapping[str, frozenset[int]]
Lent = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Actor:
    """What one person (or the system itself) may see and change in this transaction.

    ``readable`` and ``writable`` map classes of data to ids of districts. ``lent`` tells what of
    the readable is open by a grant or a timed access only: class → district → ``grant:…`` or
    ``access:…`` with its key.
    """

    id: int | None = None
    name: str = ""
    member: bool = False
    everything: bool = False
    readable: Reach = field(default_factory=dict)
    writable: Reach = field(default_factory=dict)
    lent: Lent = field(default_factory=dict)

    def reads(self, data_class: DataClass, district: int) -> bool:
        return self.everything or district in self.readable.get(data_class, frozenset())

    def seated(self, data_class: DataClass) -> frozenset[int]:
        """Districts whose ``data_class`` is read by a seat, not by a grant or a timed access."""
        lent = self.lent.get(data_class, {}).keys()
        return self.readable.get(data_class, frozenset()) - lent

    def writes(self, data_class: DataClass, district: int) -> bool:
        return self.everything or district in self.writable.get(data_class, frozenset())

    def writes_somewhere(self, data_class: DataClass) -> bool:
        return self.everything or bool(self.writable.get(data_class))


NOBODY = Actor()


def actor_of(scope: Mapping[str, Any], name: str) -> Actor:
    """The actor of what ``shigu_scope.open`` answered."""
    return Actor(
        id=scope["actor"],
        name=name,
        member=scope["member"],
        everything=scope["everything"],
        readable=_reach(scope["readable"]),
        writable=_reach(scope["writable"]),
        lent={
            data_class: {int(district): basis for district, basis in bases.items()}
            for data_class, bases in (scope.get("lent") or {}).items()
        },
    )


def _reach(districts: Mapping[str, str]) -> Reach:
    return {
        data_class: frozenset(map(int, ids.strip("{}").split(",")))
        for data_class, ids in districts.items()
    }
