"""Measures of parties and of the branches of firms, looked up by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from shigu.engine.sharing.settlement.book import Measure
from shigu.engine.sharing.settlement.faults import SettlementError

Values = Mapping[str, Fraction]


class Measures:
    """``of(firm, year, measure)`` is the value of every party, the firm's own branches first.

    Raises:
        SettlementError: a measure of a party, firm and year is given twice.
    """

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._values: dict[tuple[str, int, str], dict[str, Fraction]] = {}
        for each in measures:
            parties = self._values.setdefault((each.firm, each.year, each.measure), {})
            if each.party in parties:
                raise SettlementError(
                    f"{each.party!r} {each.year} 年的 {each.measure} 给了两次。请只保留一个。",
                    f"{each.measure} of {each.party!r} in {each.year} is given twice: keep one.",
                )
            parties[each.party] = Fraction(each.value)

    @cached_property
    def firms(self) -> frozenset[str]:
        """Firms with measures of their own."""
        return frozenset(firm for firm, _, _ in self._values if firm)

    def of(self, firm: str, year: int, measure: str) -> Values:
        own = self._values.get((firm, year, measure))
        return own if own is not None else self._values.get(("", year, measure), {})

    def one(self, party: str, firm: str, year: int, measure: str) -> Fraction:
        """Raises:
        SettlementError: the party has no such measure.
        """
        value = self.of(firm, year, measure).get(party)
        if value is None:
            raise lacking(party, firm, year, measure)
        return value


def lacking(party: str, firm: str, year: int, measure: str) -> SettlementError:
    """The measure that is needed and not there."""
    of_zh, of_en = (f"企业 {firm!r} 在 ", f" for the firm {firm!r}") if firm else ("", "")
    return SettlementError(
        f"缺少{of_zh}{party!r} {year} 年的 {measure}。请在 measures 中补上。",
        f"{measure} of {party!r} in {year}{of_en} is missing: add it to the measures.",
    )
