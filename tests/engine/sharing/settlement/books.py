"""Short ways to write agreements and books in tests; amounts of books are in fen."""

import datetime
from decimal import Decimal
from fractions import Fraction

import polars as pl

from shigu.engine.sharing.rules.values import (
    Agreement,
    Base,
    Event,
    LedgerKind,
    Party,
    PartyKind,
    Phase,
    Role,
    Rule,
    Share,
    Words,
)
from shigu.engine.sharing.settlement.book import LINES, Book, Firm, Measure
from shigu.engine.sharing.settlement.settle import settle

WAN = 1_000_000
ROLES = {role.value: role for role in Role}


def words(text):
    return Words(text, text)


def party(code):
    if code in ROLES:
        return Party(code, words(code), PartyKind.ROLE, ROLES[code])
    kinds = {"fund": PartyKind.ACCOUNT, "city": PartyKind.PARENT, "centre": PartyKind.PARENT}
    return Party(code, words(code), kinds.get(code, PartyKind.DISTRICT))


def shares(**parts):
    return {code: Share(Fraction(part)) for code, part in parts.items()}


def always(**parts):
    return (Phase(1, None, shares(**parts)),)


def rule(name="r", kinds=("vat", "cit"), **parts):
    given = {"clause": "第一条", "title": words(name), "ledger": LedgerKind.FISCAL, **parts}
    base = given.pop("base", None) or Base(tuple(kinds))
    return Rule(id=name, base=base, **given)


def agreement(codes, *rules, **parts):
    given = {
        "version": "1",
        "status": "illustrative",
        "text": None,
        "valid_from": None,
        "valid_to": None,
        **parts,
    }
    return Agreement(
        id="a",
        title=words("a"),
        parties={code: party(code) for code in codes.split()},
        rules=tuple(rules),
        **given,
    )


def firm(name="f", host="B", introducer="", origin="", facts=None, **events):
    dates = {Event(name): datetime.date(year, 6, 30) for name, year in events.items()}
    return Firm(name, host, introducer, origin, facts or {}, dates)


def book(firms, rows, measures=(), **events):
    """``rows`` are (firm, year, kind, fen) or (firm, year, kind, gross, local)."""
    full = [(str(n), *row[:4], row[-1], "") for n, row in enumerate(rows)]
    return Book(
        {each.id: each for each in firms},
        pl.DataFrame(full, schema=LINES, orient="row"),
        tuple(Measure(p, y, m, Decimal(str(v)), *f) for p, y, m, v, *f in measures),
        {Event(name): datetime.date(year, 6, 30) for name, year in events.items()},
    )


def entitled(terms, contributions, first=2000, last=2100, rule=None):
    """{year: {party: fen}} of what parties are entitled to, zeros left out."""
    lines = settle(terms, contributions, first_year=first, last_year=last).lines
    return by_year(lines, "entitled_fen", rule)


def by_year(lines, column, rule=None):
    if rule:
        lines = lines.filter(pl.col("rule") == rule)
    found = {}
    for year, code, fen in lines.select("year", "party", column).iter_rows():
        found.setdefault(year, {}).setdefault(code, 0)
        found[year][code] += fen
    return {
        year: {code: fen for code, fen in sorted(parts.items()) if fen}
        for year, parts in sorted(found.items())
    }
