"""A book as arrays: firms, parties and kinds become places in lists, lines are summed up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from shigu.engine.hints import nearest_name
from shigu.engine.sharing.rules.values import Agreement, Clock, Event, PartyKind, Role
from shigu.engine.sharing.settlement.book import LINES, Book, Firm
from shigu.engine.sharing.settlement.exact import Bools, Ints, refuse_huge
from shigu.engine.sharing.settlement.faults import SettlementError

UNBOUND = -1
UNKNOWN = 0
ALL_FIRMS = ALL_KINDS = -1
"""The place of a line that stands for all firms, or for all kinds of its base."""


@dataclass(frozen=True)
class Ground:
    """``lines`` has f, y, k, gross, local: one row for a firm, year and kind, by places in
    ``firms`` and ``kinds``. ``bound`` gives each firm's party by role as a place in ``codes``,
    ``years`` the calendar year of each firm's events (UNKNOWN where there is none). Amounts are
    divided up to ``last_year``: the last to be told, or a base year that lies beyond it.
    """

    agreement: Agreement
    book: Book
    firms: tuple[str, ...]
    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    bound: Mapping[Role, Ints]
    years: Mapping[Event, Ints]
    lines: pl.DataFrame
    last_year: int

    def place(self, code: str) -> int:
        """Where ``code`` stands among the codes; ``parties_of`` put it there."""
        return self.codes.index(code)

    def seat(self, party: str, firms: Ints) -> Ints:
        """The codes that ``party`` of the agreement stands for, firm by firm."""
        role = self._role(party)
        if role is not None:
            return self.bound[role][firms]
        return np.full(len(firms), self.place(party), dtype=np.int64)

    def is_role(self, party: str) -> bool:
        """Whether each firm binds the party anew."""
        return self._role(party) is not None

    def _role(self, party: str) -> Role | None:
        """Members of a key may be branches that are no party of the agreement."""
        named = self.agreement.parties.get(party)
        return named.role if named else None

    def collector(self, firms: Ints, years: Ints) -> Ints:
        """Who collects: the origin in the years before the move, else the host."""
        origin, moved = self.bound[Role.ORIGIN][firms], self.years[Event.MOVED][firms]
        before: Bools = (years < moved) & (origin != UNBOUND)
        return np.where(before, origin, self.bound[Role.HOST][firms])

    def earliest(self, year: int) -> int:
        """The first year of the book, or ``year`` if that is earlier."""
        years: list[int] = self.lines["y"].unique().to_list()
        return min([year, *years])

    def event_year(self, event: Event | None) -> int:
        """The year of an event of the agreement; without a date, signed when it came in force."""
        date = self.book.events.get(event or Event.SIGNED)
        if date is None and event in {None, Event.SIGNED}:
            date = self.agreement.valid_from
        return date.year if date else UNKNOWN

    def start(self, clock: Clock) -> int | None:
        """The first year of a clock of the agreement; without event and date it runs always."""
        year = self.event_year(clock.event)
        if year == UNKNOWN:
            return 1 if clock.event is None else None
        return year + clock.delay


def ground_of(agreement: Agreement, book: Book, last_year: int) -> Ground:
    """The book as arrays, in an order that its rows have no part in.

    Raises:
        SettlementError: a line has no firm, year or amount, or a firm binds an unknown party.
    """
    firms = tuple(sorted(book.firms))
    lines = _typed(book.lines)
    _check_lines(lines, book.firms)
    kinds = tuple(sorted(lines["kind"].unique()))
    codes = _codes(agreement, book)
    places = {code: place for place, code in enumerate(codes)}
    ordered = [book.firms[firm] for firm in firms]
    return Ground(
        agreement=agreement,
        book=book,
        firms=firms,
        codes=codes,
        kinds=kinds,
        bound={role: _bound(ordered, role, places) for role in Role},
        years={event: _years(ordered, event) for event in Event},
        lines=_summed(lines, firms, kinds),
        last_year=max([last_year, *(y for rule in agreement.rules for y in rule.base.growth_over)]),
    )


def _typed(lines: pl.DataFrame) -> pl.DataFrame:
    missing = [name for name in LINES if name not in lines.columns]
    if missing:
        raise SettlementError(
            f"账册的 lines 缺少列 {missing[0]}。请补上。",
            f"the lines of the book lack the column {missing[0]}: add it.",
        )
    try:
        return lines.select(pl.col(name).cast(kind) for name, kind in LINES.items())
    except pl.exceptions.PolarsError as error:
        raise SettlementError(
            f"账册的 lines 类型不对（{error}）。金额应为整数分。",
            f"the lines of the book have a wrong type ({error}): amounts are whole fen.",
        ) from None


def _check_lines(lines: pl.DataFrame, firms: Mapping[str, Firm]) -> None:
    needed = ["firm", "year", "kind", "gross_fen", "local_fen"]
    empty = lines.filter(pl.any_horizontal(pl.col(needed).is_null()))
    if empty.height:
        row = empty.row(0, named=True)
        name = next(name for name in needed if row[name] is None)
        raise SettlementError(
            f"账册第 {row['line']!r} 行没有 {name}。请补上。",
            f"line {row['line']!r} of the book has no {name}: fill it in.",
        )
    strange = set(lines["firm"].unique()) - set(firms)
    if strange:
        firm = min(strange)
        near = nearest_name(firm, firms)
        raise SettlementError(
            f"账册中有企业 {firm!r} 的税款，却没有这家企业。请登记它（或改为 {near!r}）。",
            f"the book has lines of {firm!r}, which is none of its firms: add it, or write "
            f"{near!r}.",
        )
    for name in ("gross_fen", "local_fen"):
        refuse_huge(lines[name].to_numpy(), name)


def _codes(agreement: Agreement, book: Book) -> tuple[str, ...]:
    """The parties of the agreement but roles, then what firms bind, in alphabetical order."""
    named = {code: party for code, party in agreement.parties.items() if party.role is None}
    closed = any(party.kind is PartyKind.DISTRICT for party in named.values())
    bound: set[str] = set()
    for firm in book.firms.values():
        codes = {code for code in (firm.host, firm.introducer, firm.origin) if code}
        if not firm.host:
            raise SettlementError(
                f"企业 {firm.id!r} 没有承接地（host）。请补上。",
                f"the firm {firm.id!r} has no host: fill it in.",
            )
        if closed and not codes <= named.keys():
            raise _unknown_party(firm.id, min(codes - named.keys()), named)
        bound |= codes
    measured = {measure.party for measure in book.measures}
    return (*named, *sorted((bound | measured) - named.keys()))


def _unknown_party(firm: str, code: str, known: Iterable[str]) -> SettlementError:
    names = "、".join(known)
    return SettlementError(
        f"企业 {firm!r} 的 {code!r} 不是协议的一方（{names}）。请改正。",
        f"the firm {firm!r} names {code!r}, no party of the agreement ({names}): correct it.",
    )


def _bound(firms: Sequence[Firm], role: Role, places: Mapping[str, int]) -> Ints:
    codes = {
        Role.HOST: [firm.host for firm in firms],
        Role.INTRODUCER: [firm.introducer for firm in firms],
        Role.ORIGIN: [firm.origin for firm in firms],
    }[role]
    return np.array([places[code] if code else UNBOUND for code in codes], dtype=np.int64)


def _years(firms: Sequence[Firm], event: Event) -> Ints:
    dates = [firm.events.get(event) for firm in firms]
    return np.array([date.year if date else UNKNOWN for date in dates], dtype=np.int64)


def _summed(lines: pl.DataFrame, firms: Sequence[str], kinds: Sequence[str]) -> pl.DataFrame:
    """One row for a firm, year and kind, in that order."""
    return (
        lines.group_by("firm", "year", "kind")
        .agg(pl.col("gross_fen").sum(), pl.col("local_fen").sum())
        .select(
            _placed("firm", firms).alias("f"),
            pl.col("year").cast(pl.Int64).alias("y"),
            _placed("kind", kinds).alias("k"),
            pl.col("gross_fen").alias("gross"),
            pl.col("local_fen").alias("local"),
        )
        .sort("f", "y", "k")
    )


def _placed(column: str, names: Sequence[str]) -> pl.Expr:
    return pl.col(column).cast(pl.Enum(names)).to_physical().cast(pl.Int64)
