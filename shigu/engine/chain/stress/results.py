"""What the stress of a chain answers; field names are those of ``shigu chain assess``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["firm", "link", "district", "place", "outside", "unnamed"]
"""Who falls: a firm, a whole link, all firms of a district, all of a city outside the cluster,
everybody outside, or the source of a link whose makers nobody knows."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What stops when all of ``ids`` fall together.

    ``loss`` is the part (0–1) of the policy weight of all applications that stops, ``stopped``
    names them; inputs that others replace stop nobody. ``loss_without_substitutes`` counts
    those inputs too.
    """

    kind: Kind
    ids: tuple[str, ...]
    loss: float
    loss_without_substitutes: float
    stopped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cuts:
    """How few failures stop an application.

    ``firms`` are the smallest sets of firms that do, all of ``size`` firms; empty with ``size``
    ``None`` where no set of up to three does. ``complete`` says that no set of that size is
    left out. ``gates`` are the links that every way from raw inputs to the application passes,
    nearest first. ``unnamed`` are links that it cannot do without and whose makers nobody knows.
    """

    application: str
    size: int | None
    firms: tuple[tuple[str, ...], ...]
    complete: bool
    gates: tuple[str, ...]
    unnamed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecondSource:
    """What one more independent source at a link would be worth.

    ``worth`` is the loss avoided, summed over the failure of each firm (and of each unnamed
    source) alone; ``worth_places`` the same over the districts and the places outside.
    ``sources`` are the firms that stand there now.
    """

    link: str
    worth: float
    worth_places: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standstill:
    """``application`` stands still from ``since_days`` after ``link`` falls until
    ``until_days``; ``None`` = not back by itself."""

    link: str
    application: str
    since_days: float
    until_days: float | None


@dataclass(frozen=True, slots=True)
class Stress:
    """``single`` and ``double`` hold the failures that stop something, the worst first;
    ``double`` only pairs that stop more than both apart. ``tried`` counts all single failures by
    kind. ``unknown_clocks`` is how many supplies that matter lack a stock or a replacement time:
    they count as no stock and as never replaced."""

    single: tuple[Failure, ...]
    double: tuple[Failure, ...]
    tried: dict[str, int]
    cuts: tuple[Cuts, ...]
    second_sources: tuple[SecondSource, ...]
    standstills: tuple[Standstill, ...]
    unknown_clocks: int
