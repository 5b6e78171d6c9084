"""How the loaded registry is narrowed: words, district, link, industry, age, capital."""

from __future__ import annotations

from shigu.registry.firms.query import Firms

TEXTS = ("name", "former", "uscc", "scope")
CODE = 18


def saying(firms: Firms, text: str) -> Firms:
    """Each word of ``text`` is in a name, a former name, the credit code or the scope."""
    for word in text.split():
        hits = " OR ".join(f"contains(lower(coalesce(f.{name}, '')), lower(?))" for name in TEXTS)
        firms = firms.narrow(hits, *[word] * len(TEXTS))
    return firms


def coded(firms: Firms, codes: list[str]) -> Firms:
    """Those with one of these credit codes."""
    return firms.narrow("list_contains(?::VARCHAR[], f.uscc)", codes)


def in_district(firms: Firms, name: str) -> Firms:
    """In a district by its name; an empty name asks for those that nobody could place."""
    return firms.narrow("coalesce(f.district, '') = ?", name)


def at_link(firms: Firms, link: str) -> Firms:
    """Those that ``shigu registry map`` put on a link; none where nothing is mapped."""
    if firms.positions is None:
        return firms.narrow("false")
    standing = "f.uscc IN (SELECT p.id FROM read_parquet(?) p WHERE p.link = ?)"
    return firms.narrow(standing, str(firms.positions), link)


def of_industry(firms: Firms, code: str) -> Firms:
    """Whose industry code begins with ``code`` (GB/T 4754)."""
    return firms.narrow("starts_with(coalesce(f.industry, ''), ?)", code)


def founded_between(firms: Firms, first: str, last: str) -> Firms:
    """Founded on or after ``first`` and on or before ``last``; either may be empty."""
    if first:
        firms = firms.narrow("f.founded >= ?", first)
    return firms.narrow("f.founded <> '' AND f.founded <= ?", last) if last else firms


def with_capital(firms: Firms, least: float | None, most: float | None) -> Firms:
    """With a registered capital between two amounts in 10,000 CNY."""
    if least is not None:
        firms = firms.narrow("f.capital_wan >= ?", least)
    return firms.narrow("f.capital_wan <= ?", most) if most is not None else firms
