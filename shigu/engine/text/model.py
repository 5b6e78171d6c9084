"""What is read out of a page: documents, blocks, mentions, quantities, events, statements.

Offsets are half-open, in code points of the document's stored raw text, and every piece of
evidence can be cut from that text again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from typing import Literal

Role = Literal["title", "meta", "body", "nav", "contact", "copyright", "related", "teaser"]
Modality = Literal["planned", "agreed", "happened", "cumulative", "level"]
Qualifier = Literal["~", ">", ">=", "<", "<=", "range", "level", "fuzzy"]
Basis = Literal["total", "phase", "year", "rate", "share"]
MODALITIES: tuple[Modality, ...] = ("planned", "agreed", "happened", "cumulative", "level")


@dataclass(frozen=True, slots=True)
class RawDoc:
    """A page as it was received; ``id`` is the SHA-256 of its bytes."""

    content: bytes
    url: str | None = None
    fetched_at: datetime | None = None
    mime: str | None = None

    @property
    def id(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start:end`` of the raw text and what they say."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, raw: str, start: int, end: int) -> Span:
        return cls(start, end, raw[start:end])


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the page and what it is there for; ``score`` is how sure that is, 0–1."""

    start: int
    end: int
    role: Role
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, its type, who found it and how sure they are, 0–1."""

    span: Span
    type: str
    detectors: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount or a date in the text.

    Exactly one of ``value``, both ``low`` and ``high``, or ``iso`` says what it is, or none for a
    fuzzy amount (数百亿元). Amounts are exact, in the base unit: CNY, USD, m2, or that of a count.
    ``iso`` is a date as far as it is known: ``2023-08``, ``--02-22``, ``2021..2025``, ``recent``.
    """

    span: Span
    key: str
    unit: str | None = None
    qualifier: Qualifier | None = None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    iso: str | None = None
    basis: Basis | None = None

    @property
    def answer(self) -> float | str | None:
        """The value as documents show it; areas to the whole square metre."""
        if self.iso is not None:
            return self.iso
        if self.low is not None and self.high is not None:
            return f"{self._shown(self.low):.16g}..{self._shown(self.high):.16g}"
        return None if self.value is None else self._shown(self.value)

    def _shown(self, amount: Fraction) -> float:
        return float(round(amount)) if self.unit == "m2" else float(amount)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An amount or date, whose it is (None: nobody's), how it is meant and who says so."""

    quantity: Quantity
    subject: Mention | None
    modality: Modality
    speaker: Mention | None


@dataclass(frozen=True, slots=True)
class Argument:
    """What plays a role in an event or relation: a mention, a quantity, or a word of the text."""

    role: str
    filler: Mention | Quantity | Span


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed tie between what plays its roles."""

    type: str
    args: tuple[Argument, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Event:
    """Something done or meant at ``trigger``; ``basis`` says what its amounts are of."""

    type: str
    trigger: Span
    args: tuple[Argument, ...]
    modality: Modality
    date: Quantity | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters ``start:end`` of the raw text of document ``doc`` with the hash of the quote."""

    doc: str
    start: int
    end: int
    quote_sha256: str

    @classmethod
    def of(cls, doc: str, raw: str, start: int, end: int) -> Evidence:
        """Raises ValueError where the span is empty or leaves the text."""
        if not 0 <= start < end <= len(raw):
            raise ValueError(f"no span of a text of {len(raw)} characters: {start}:{end}")
        return cls(doc, start, end, _hash(raw[start:end]))

    def holds_in(self, raw: str) -> bool:
        """Whether the quote still stands there."""
        return _hash(raw[self.start : self.end]) == self.quote_sha256


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """When a statement holds, of which phase, how it is meant, and who says so."""

    time: str | None = None
    phase: str | None = None
    modality: Modality = "happened"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim read out of documents, keyed to its evidence; ``supersedes`` names an older one."""

    subject: str
    predicate: str
    object: str | None
    value: Quantity | None
    qualifiers: Qualifiers
    confidence: float
    evidence: tuple[Evidence, ...]
    extractor: str
    version: str
    supersedes: str | None = None


def _hash(quote: str) -> str:
    return sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()
