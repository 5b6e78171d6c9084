"""Places outside Hangzhou: the district that an address names within the city it lies in."""

from __future__ import annotations

from functools import cache

from shigu.engine.entity.divisions import divisions, within

HANGZHOU, HOME = "3301", "杭州"
CITY = 4


def away(text: str, registrar: str) -> str:
    """The city outside Hangzhou whose registrar it is, unless the address names Hangzhou; '' too
    for a registrar of a whole province, who says nothing of the place."""
    city = registrar[:CITY]
    known = registrar in divisions() and not registrar.endswith("0000")
    return "" if not known or city == HANGZHOU or HOME in text else f"{city}00"


def narrowed(code: str, text: str, registrar: str) -> str:
    """The division ``code``, or the district of it that the address names or the registrar is of.

    Names are sought in the registrar's city where that lies in ``code``.
    """
    if not code.endswith("00"):
        return code
    inside = registrar in divisions() and within(registrar, code)
    city = registrar[:CITY] if inside else code[:CITY]
    named = (one for name, one in _districts(city) if name in text)
    return next(named, registrar if inside and not registrar.endswith("00") else code)


@cache
def _districts(city: str) -> tuple[tuple[str, str], ...]:
    """Names and codes of the districts of a city, the longest name first."""
    rows = [row for code, row in divisions().items() if code[:CITY] == city and code[CITY:] != "00"]
    return tuple((row.name, row.code) for row in sorted(rows, key=lambda row: -len(row.name)))
