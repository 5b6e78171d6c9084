"""``shigu sharing settle``: contributions under an agreement, line by line, to the fen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import orjson
import polars as pl
import typer

from shigu.cli.agreements import AgreementFile, sound
from shigu.cli.refusal import INPUT_AT_FAULT, Lang, problems_told, refuse, unusable
from shigu.engine.pack.problems import to_json
from shigu.engine.sharing.rules.sentences import reason_words
from shigu.engine.sharing.rules.values import Agreement
from shigu.engine.sharing.settlement.book import Book
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.lines import Settlement
from shigu.engine.sharing.settlement.settle import settle as settle_book
from shigu.engine.sharing.settlement.sheets import BookError, read_book
from shigu.engine.sharing.settlement.totals import by_party, clearing, double_counted

AT_ONCE = 20_000
"""Lines that are written together, so that a million of them need no memory of their own."""
SHEETS = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}


def settle(
    agreement: AgreementFile,
    contributions: Annotated[
        Path, typer.Argument(exists=True, help="账册：文件或目录 · The book: a file or directory")
    ],
    *,
    first: Annotated[int, typer.Option("--from", help="起始年度 · First year")],
    last: Annotated[int, typer.Option("--to", help="截止年度 · Last year")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出 · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """按协议结算贡献，逐笔精确到分 · Settle contributions under an agreement, to the fen."""
    terms = sound(agreement, lang)
    book = book_of(contributions, terms, as_json, lang)
    try:
        done = settle_book(terms, book, first_year=first, last_year=last)
    except SettlementError as error:
        refuse(error.zh if lang == "zh" else error.en)
    for piece in _json(done, terms, first, last) if as_json else _table(done, terms, lang):
        sys.stdout.write(piece)


def book_of(path: Path, terms: Agreement, as_json: bool, lang: str) -> Book:  # noqa: FBT001
    """The book in a file or directory; the command ends with its problems where it has any."""
    try:
        files = {each.name: each.read_bytes() for each in _files(path)}
        return read_book(files, terms)
    except BookError as error:
        if as_json:
            sys.stdout.write(_dumped([to_json(found) for found in error.problems]) + "\n")
            raise typer.Exit(INPUT_AT_FAULT) from None
        refuse(*problems_told(error.problems, lang))
    except OSError as error:
        refuse(unusable(path, error, lang))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.iterdir() if each.suffix.lower() in SHEETS)


def _not_in_force(done: Settlement, terms: Agreement) -> list[int]:
    """Settled years in which the version does not hold: any year may be settled under any."""
    return [year for year in done.lines["year"].unique().sort() if not terms.in_force(year)]


def _json(done: Settlement, terms: Agreement, first: int, last: int) -> Iterator[str]:
    """One document; its lines are written piece by piece."""
    head = {
        "agreement": done.agreement,
        "version": done.version,
        "from": first,
        "to": last,
        "not_in_force": _not_in_force(done, terms),
        "totals": by_party(done, "year", "rule").to_dicts(),
        "clearing": clearing(done).to_dicts(),
        "double_counted": double_counted(done).to_dicts(),
    }
    yield _dumped(head)[:-1]
    for name, frame in (("lines", done.lines), ("untouched", done.untouched)):
        yield f',"{name}":['
        for place, part in enumerate(frame.iter_slices(AT_ONCE)):
            yield ("," if place else "") + part.write_json()[1:-1]
        yield "]"
    yield "}\n"


def _dumped(value: Any) -> str:
    return orjson.dumps(value).decode()


def _table(done: Settlement, terms: Agreement, lang: str) -> Iterator[str]:
    """What each party collected, is entitled to and gets, by clause, then the clearing."""
    zh = lang == "zh"
    words = {code: party.name.zh if zh else party.name.en for code, party in terms.parties.items()}
    head = ("年度", "条款", "一方", "征收（元）", "应得（元）", "划转（元）")
    head = head if zh else ("year", "clause", "party", "collected", "entitled", "transfer (yuan)")
    yield _row(head)
    totals = by_party(done, "year", "rule", "clause").sort("year", "rule", "ledger", "party")
    for row in totals.iter_rows(named=True):
        amounts = (row["collected_fen"], row["entitled_fen"], row["transfer_fen"])
        party = words.get(row["party"], row["party"])
        yield _row((str(row["year"]), row["clause"], party, *map(_yuan, amounts)))
    through = words.get(terms.through, "上级" if zh else "the parent")
    yield f"\n{'年终经' if zh else 'Year-end clearing through '}{through}{'清算' if zh else ''}\n"
    for year, party, net in clearing(done).iter_rows():
        yield _row((str(year), "", words.get(party, party), "", "", _yuan(net)))
    yield from _left(done.untouched, zh=zh)
    outside = "、".join(map(str, _not_in_force(done, terms)))
    if outside:
        told = f"注意：协议在 {outside} 年不在有效期内。"
        yield f"{told if zh else f'Note: the agreement is not in force in {outside}.'}\n"


def _left(untouched: pl.DataFrame, *, zh: bool) -> Iterator[str]:
    """How much was left alone, by reason."""
    reasons = untouched.group_by("reason").agg(pl.len(), pl.col("base_fen").sum()).sort("reason")
    for reason, count, fen in reasons.iter_rows():
        words = reason_words(reason)
        said = f"未分享 {count} 笔（{words.zh}）" if zh else f"{count} not shared ({words.en})"
        yield f"{said}: {_yuan(fen)}\n"


def _row(cells: tuple[str, ...]) -> str:
    widths = (6, 24, 18, 22, 22, 22)
    return "".join(_padded(cell, width) for cell, width in zip(cells, widths, strict=True)) + "\n"


def _padded(cell: str, width: int) -> str:
    """Chinese characters take two places of a terminal."""
    wide = len(cell) + sum(ord(letter) > 0x2E7F for letter in cell)
    return cell + " " * max(width - wide, 1)


def _yuan(fen: int) -> str:
    sign, size = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{size // 100:,}.{size % 100:02d}"
