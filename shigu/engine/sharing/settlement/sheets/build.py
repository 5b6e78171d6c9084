"""From typed sheets to a book: amounts in fen, kinds by their codes, firms from their rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import polars as pl

from shigu.engine.hints import nearest_name
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Agreement, Event
from shigu.engine.sharing.settlement.book import LINES, Book, Firm, Measure
from shigu.engine.sharing.settlement.sheets.load import AGREEMENT_EVENTS, sheets_of
from shigu.engine.sharing.settlement.sheets.needs import asked_facts, needed_parts
from shigu.engine.sharing.settlement.sheets.read import CONTRIBUTIONS, read_tables

FIRST = "_first"
TAXES = "all_taxes"
AMOUNTS = {"gross": "gross_yuan", "local": "local_yuan"}


class BookError(ValueError):
    """Files that make no book; all that is wrong with them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"{problems[0].line('zh')} / {problems[0].line('en')}")


def read_book(files: Mapping[str, bytes], agreement: Agreement) -> Book:
    """The book in ``files`` (content by name) as ``agreement`` asks for it.

    Either contributions in one table, or firms and lines; measures and events as well. An amount
    that no rule asks for may be left out and counts as nought; of what is no tax, gross and local
    are the same unless both are given.

    Raises:
        BookError: with every problem, each at its table, row and column.
    """
    facts = asked_facts(agreement)
    frames, problems = read_tables(files, sheets_of(facts))
    if not any(found.code.startswith(("file-", "upload-")) for found in problems):
        problems += _absent(frames)
    if problems:
        raise BookError(tuple(problems))
    flat = CONTRIBUTIONS in frames
    rows = frames[CONTRIBUTIONS] if flat else frames["lines"]
    table = CONTRIBUTIONS if flat else "lines"
    lines, faults = _lines(rows, table, agreement)
    owners = rows if flat else frames["firms"].rename({"id": "firm"})
    faults += _differing(owners, table if flat else "firms", facts)
    events, more = _events(frames)
    faults += more
    if faults:
        raise BookError(tuple(faults))
    return Book(_firms(owners, facts), lines, tuple(_measures(frames)), events)


def _absent(frames: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    if CONTRIBUTIONS not in frames and not {"firms", "lines"} <= set(frames):
        lacking = {"firms", "lines"} - set(frames)
        alone = len(lacking) == 1
        yield problem("table-missing", min(lacking) if alone else CONTRIBUTIONS)


def _lines(
    rows: pl.DataFrame, table: str, agreement: Agreement
) -> tuple[pl.DataFrame, list[Problem]]:
    codes, problems = _kinds(rows, table)
    parts = {part: _fen(rows[column]) for part, column in AMOUNTS.items()}
    frame = pl.DataFrame({ROW: rows[ROW], "kind": codes, **parts})
    taxes = language().group(TAXES)
    other = ~pl.col("kind").is_in(taxes)
    frame = frame.with_columns(
        pl.when(other).then(pl.coalesce("gross", "local")).otherwise("gross").alias("gross"),
        pl.when(other).then(pl.coalesce("local", "gross")).otherwise("local").alias("local"),
    )
    for part, kinds in needed_parts(agreement).items():
        lacking = frame.filter(pl.col("kind").is_in(kinds) & pl.col(part).is_null())
        column = AMOUNTS[part]
        for row in lacking[ROW]:
            words = {"hint_zh": "（元）", "hint_en": "yuan"}
            problems.append(problem("value-missing", table, row, column, **words))
    lines = pl.DataFrame(
        {
            "line": rows["id"].fill_null(rows[ROW].cast(pl.String)),
            "firm": rows["firm"],
            "year": rows["year"],
            "kind": frame["kind"],
            "gross_fen": frame["gross"].fill_null(0),
            "local_fen": frame["local"].fill_null(0),
            "evidence": rows["evidence"].fill_null(""),
        }
    )
    return lines.select(pl.col(name).cast(kind) for name, kind in LINES.items()), problems


def _kinds(rows: pl.DataFrame, table: str) -> tuple[pl.Series, list[Problem]]:
    """Codes of the kinds, which may be written in either language."""
    known = {code: kind for code, kind in language().kinds.items() if kind.ledger != "measure"}
    named = {text: code for code, kind in known.items() for text in (kind.words.zh, kind.words.en)}
    named |= {code: code for code in known}
    problems = []
    strange = rows.filter(~pl.col("kind").is_in(list(named)))
    for row, value in strange.select(ROW, "kind").iter_rows():
        near = nearest_name(value, named)
        hint = near or "、".join(known)
        words = {"value": value, "hint_zh": hint, "hint_en": hint}
        problems.append(problem("enum", table, row, "kind", **words))
    return rows["kind"].replace(named), problems


def _fen(yuan: pl.Series) -> pl.Series:
    """Whole fen of texts such as -12.3, digit by digit."""
    cents = yuan.str.extract(r"\.([0-9]{1,2})").fill_null("").str.pad_end(2, "0")
    return (yuan.str.extract(r"^([+-]?[0-9]+)") + cents).cast(pl.Int64)


def _differing(rows: pl.DataFrame, table: str, facts: Iterable[str]) -> list[Problem]:
    """What the rows of one firm, or of the agreement, say differently."""
    firm = ["host", "introducer", "origin", *facts, *_dated(rows, own=False)]
    found = [each for name in firm for each in _conflicts(rows, table, name, "firm")]
    whole = rows.with_columns(pl.lit("").alias("firm"))
    found += [
        each for name in _dated(rows, own=True) for each in _conflicts(whole, table, name, "")
    ]
    return sorted(found, key=lambda each: each.row or 0)


def _dated(rows: pl.DataFrame, *, own: bool) -> list[str]:
    return [
        event.value
        for event in Event
        if event.value in rows.columns and (event in AGREEMENT_EVENTS) is own
    ]


def _conflicts(rows: pl.DataFrame, table: str, name: str, of: str) -> Iterator[Problem]:
    filled = rows.filter(pl.col(name).is_not_null()).select(ROW, "firm", name)
    first = filled.unique("firm", keep="first", maintain_order=True)
    first = first.select("firm", pl.col(ROW).alias(FIRST), pl.col(name).alias("said"))
    other = filled.join(first, on="firm").filter(pl.col(name) != pl.col("said"))
    for row, firm, at in other.select(ROW, "firm", FIRST).iter_rows():
        yield problem("firm-differs", table, row, name, value=firm if of else name, first=at)


def _firms(rows: pl.DataFrame, facts: Iterable[str]) -> dict[str, Firm]:
    """One firm from all its rows; of each column what is filled in."""
    dated = [*_dated(rows, own=False)]
    names = ["host", "introducer", "origin", *facts, *dated]
    ones = rows.group_by("firm", maintain_order=True).agg(
        pl.col(name).drop_nulls().first() for name in names
    )
    return {
        row["firm"]: Firm(
            id=row["firm"],
            host=row["host"],
            introducer=row["introducer"] or "",
            origin=row["origin"] or "",
            facts={fact: row[fact] for fact in facts if row[fact] is not None},
            events={Event(name): row[name] for name in dated if row[name] is not None},
        )
        for row in ones.iter_rows(named=True)
    }


def _measures(frames: Mapping[str, pl.DataFrame]) -> Iterator[Measure]:
    if "measures" not in frames:
        return
    columns = ("party", "year", "measure", "value", "firm")
    for party, year, measure, value, firm in frames["measures"].select(columns).iter_rows():
        yield Measure(party, year, measure, Decimal(value), firm or "")


def _events(
    frames: Mapping[str, pl.DataFrame],
) -> tuple[dict[Event, datetime.date], list[Problem]]:
    """Of the agreement: from its own table, or from columns of the contributions."""
    found: dict[Event, datetime.date] = {}
    problems = []
    if CONTRIBUTIONS in frames:
        for event in AGREEMENT_EVENTS:
            dates = frames[CONTRIBUTIONS][event.value].drop_nulls()
            if len(dates):
                found[event] = dates[0]
    if "events" in frames:
        known = [event.value for event in AGREEMENT_EVENTS]
        for row, event, date in frames["events"].select(ROW, "event", "date").iter_rows():
            if event in known:
                found[Event(event)] = date
            else:
                hint = "、".join(known)
                words = {"value": event, "hint_zh": hint, "hint_en": hint}
                problems.append(problem("enum", "events", row, "event", **words))
    return found, problems
