"""Events, rules and rows of the statistics of projects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Day = datetime.date
Fact = bool | Decimal | str
NO_FACTS: Mapping[str, Fact] = MappingProxyType({})
"""Of a project of which nothing was told."""


class Kind(StrEnum):
    """What happened to a project that statistics look at."""

    SIGNING = "signing"
    INCREASE = "increase"
    UPGRADE = "upgrade"
    OWNER_CHANGE = "owner_change"


class Event(NamedTuple):
    """Something happened on ``day``. ``amount_wan`` is the whole investment at a signing and the
    increment at an increase, in 万元; ``dated`` is false where nobody knows the day of signing,
    because the project was registered after it. It may stand for ``times`` projects that count
    alike, each with this one event; ``amount_wan`` is then what they have together."""

    project: str
    district: str
    kind: Kind
    day: Day
    amount_wan: Decimal | None
    facts: Mapping[str, Fact] = NO_FACTS
    dated: bool = True
    times: int = 1


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` of a project's facts equals ``value``, or is at least ``value`` (of one)."""

    field: str
    value: Fact
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A project that meets every condition of ``when`` is left out, unless one of ``unless``."""

    code: str
    zh: str
    en: str
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The counting rules of a cluster, with where they were read."""

    id: str
    title_zh: str
    title_en: str
    source: str
    leave_out: tuple[Rule, ...]


class Counted(NamedTuple):
    """An event that counts: so many projects and upgrades, and so much money (万元)."""

    event: Event
    projects: int
    upgrades: int
    amount_wan: Decimal


class NotCounted(NamedTuple):
    """An event that does not count; ``code`` names the rule, or the reason of the count itself."""

    event: Event
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that was looked at, once each."""

    counted: tuple[Counted, ...]
    left_out: tuple[NotCounted, ...]
