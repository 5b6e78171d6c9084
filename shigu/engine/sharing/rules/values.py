"""The rule language as frozen values: what ``schema: shigu.agreement/1`` is read into."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class PartyKind(StrEnum):
    DISTRICT = "district"
    ROLE = "role"
    ACCOUNT = "account"
    PARENT = "parent"
    ENTERPRISE = "enterprise"


class Role(StrEnum):
    """Parties that each firm binds anew."""

    INTRODUCER = "introducer"
    HOST = "host"
    ORIGIN = "origin"


class LedgerKind(StrEnum):
    FISCAL = "fiscal"
    STATISTICS = "statistics"


class Event(StrEnum):
    """Where the clock of a rule starts."""

    SIGNED = "signed"
    REGISTERED = "registered"
    GROUNDBREAKING = "groundbreaking"
    IN_OPERATION = "in_operation"
    FIRST_TAX = "first_tax"
    FULL_PRODUCTION = "full_production"
    MOVED = "moved"
    LEFT = "left"
    AID_PAID = "aid_paid"


class Over(StrEnum):
    """How several years become one amount."""

    SUM = "sum"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Party:
    """``role`` is set for the kind ROLE alone."""

    code: str
    name: Words
    kind: PartyKind
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A share under negotiation; ``value`` is None until it is agreed."""

    name: str
    value: Fraction | None
    low: Fraction
    high: Fraction
    title: Words | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Fixed fen, or what the firm paid of ``kinds`` in the ``years_before`` an event."""

    fen: int | None = None
    kinds: tuple[str, ...] = ()
    part: str = "local"
    years_before: int = 0
    event: Event = Event.MOVED
    over: Over = Over.SUM


@dataclass(frozen=True, slots=True)
class Test:
    """A fact of the firm that must be ``expected``, or an amount of at least ``at_least_fen``.

    ``says`` is the condition in words, needed for a fact, whose code says nothing to a reader.
    """

    fact: str = ""
    expected: str = ""
    amount: Amount | None = None
    at_least_fen: int = 0
    says: Words | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What is divided: kinds of a part, less other kinds, over the average of ``growth_over``.

    ``after`` names an earlier rule: the base is then what the collecting party holds after it.
    Growth below zero counts as zero.
    """

    kinds: tuple[str, ...]
    part: str = "local"
    less: tuple[str, ...] = ()
    growth_over: tuple[int, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Year 1 is the calendar year of the event plus ``delay`` years."""

    event: Event | None = None
    delay: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A fixed part, or the value of a parameter (``of`` 1 − it where ``rest``)."""

    part: Fraction | None = None
    parameter: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """Years ``first`` to ``last`` of the clock, both included; ``last`` None = from then on."""

    first: int
    last: int | None
    shares: dict[str, Share]
    while_cap_open: bool = False


@dataclass(frozen=True, slots=True)
class Pay:
    """``rate`` of the base, or ``amount``, a year from one party to another."""

    source: str
    to: str
    rate: Fraction | None = None
    amount: Amount | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """``first`` parts off the top, the rest among members by weighted measures of last year.

    ``taxed``: the base is income; each member's part of it is taxed at its own rate first, and
    the sum is what is divided (国家税务总局公告2012年第57号).
    """

    first: dict[str, Fraction]
    weights: dict[str, Fraction]
    taxed: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """``rate`` of the base goes in; out by index = ``size`` × average of ``wealth`` ÷ own."""

    rate: Fraction
    size: str
    wealth: str


@dataclass(frozen=True, slots=True)
class Cap:
    """What ``party`` may get in all (``cumulative``) or a year; the excess goes to ``to``."""

    party: str
    at: Amount
    to: str
    cumulative: bool = True
    by_firm: bool = True


@dataclass(frozen=True, slots=True)
class Floor:
    """What ``party`` gets a year at least, made up by ``by``; from ``clock``'s first year."""

    party: str
    at_fen: int
    by: str
    clock: Clock = field(default_factory=Clock)


@dataclass(frozen=True, slots=True)
class Band:
    """How far a party's share may be moved by negotiation, in points, around ``around``."""

    party: str
    around: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Clawback:
    """``part`` of all that ``party`` got goes back to ``to`` if ``event`` comes within years."""

    party: str
    to: str
    event: Event
    within_years: int
    part: Fraction


@dataclass(frozen=True, slots=True)
class Reinvest:
    """``part`` of what each party gets goes on to the account ``to``."""

    to: str
    part: Fraction


@dataclass(frozen=True, slots=True)
class Stabilise:
    """A fall of more than ``fall`` against the year before is made up by ``by``, pro rata."""

    fall: Fraction
    by: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause that divides. Exactly one of ``phases``, ``pay``, ``key``, ``pool`` is set.

    ``declared_subsidy``: an enterprise is paid, and the review of fair competition is on file.
    """

    id: str
    clause: str
    title: Words
    ledger: LedgerKind
    base: Base
    covers: tuple[Test, ...] = ()
    clock: Clock = field(default_factory=Clock)
    phases: tuple[Phase, ...] = ()
    pay: Pay | None = None
    key: Key | None = None
    pool: Pool | None = None
    cap: Cap | None = None
    floor: Floor | None = None
    band: Band | None = None
    clawback: Clawback | None = None
    reinvest: Reinvest | None = None
    stabilise: Stabilise | None = None
    declared_double: bool = False
    declared_subsidy: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Where the words of an agreement stand."""

    title: str
    url: str
    publisher: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A version of an agreement, in force from ``valid_from`` until before ``valid_to``."""

    id: str
    version: str
    title: Words
    status: str
    text: Text | None
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    parties: dict[str, Party]
    rules: tuple[Rule, ...]
    parameters: dict[str, Parameter] = field(default_factory=dict)
    limits: tuple[Words, ...] = ()
    through: str = ""
    supersedes: str = ""

    def in_force(self, year: int) -> bool:
        """Whether the agreement holds on any day of ``year``."""
        begun = self.valid_from is None or self.valid_from.year <= year
        return begun and (self.valid_to is None or self.valid_to > datetime.date(year, 1, 1))
