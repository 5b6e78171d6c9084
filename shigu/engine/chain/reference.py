"""Where the cluster and its districts are specialised, measured against a reference area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from shigu.engine.chain.results import Quotient
from shigu.engine.chain.shrinkage import GammaPrior, fit_prior
from shigu.engine.chain.standing import Stand, Standing
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import Counted, Firm, ReferenceCount
from shigu.engine.reasons import Reason

Judged: TypeAlias = Quotient | Reason
COUNTED_WORDS = {
    "listed_firms": ("上市公司", "listed firms"),
    "enterprises": ("企业", "enterprises"),
}


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """The counts of one area in one year, one thing counted; links with nothing left out."""

    area: str
    year: int
    what: Counted
    counts: Mapping[str, int]
    sources: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def choose_table(references: Sequence[ReferenceCount]) -> ReferenceTable | None:
    """The table that covers the most links, then the newest, then by area and what is counted."""
    groups: dict[tuple[str, int, Counted], list[ReferenceCount]] = defaultdict(list)
    for row in references:
        if row.count > 0:
            groups[row.area, row.year, row.what].append(row)
    if not groups:
        return None
    (area, year, what), rows = min(
        groups.items(), key=lambda group: (-len(group[1]), -group[0][1], group[0])
    )
    sources = tuple(sorted({row.source for row in rows if row.source}))
    return ReferenceTable(area, year, what, {row.link: row.count for row in rows}, sources)


def counted(stand: Stand, what: Counted, limits: Thresholds) -> bool:
    """Whether the stand is one of those that a table of ``what`` counts."""
    enough = stand.share >= limits.counted_share
    return enough and (what == "enterprises" or (stand.firm.listed and stand.fact))


def judge_area(
    standing: Standing,
    table: ReferenceTable | None,
    links: Sequence[str],
    inside: Callable[[Firm], bool],
    limits: Thresholds,
) -> dict[str, Judged]:
    """For each link the area's location quotient with its interval, or why there is none.

    LQ = (x_l / x) / (X_l / X) = observed / expected with expected = x · X_l / X, over the links
    of the reference table; the interval is that of ``fit_prior`` over the same links.
    """
    if table is None:
        return dict.fromkeys(links, _no_table())
    observed = {link: _count(standing.at[link], table, inside, limits) for link in table.counts}
    total = sum(observed.values())
    if total == 0:
        return dict.fromkeys(links, _no_firms(table))
    expected = {link: total * count / table.total for link, count in table.counts.items()}
    prior = fit_prior(np.array([*observed.values()], float), np.array([*expected.values()]))
    area = _Area(table, observed, expected, prior, limits.least_expected)
    return {link: area.judge(link) for link in links}


@dataclass(frozen=True, slots=True)
class _Area:
    table: ReferenceTable
    observed: Mapping[str, int]
    expected: Mapping[str, float]
    prior: GammaPrior
    least_expected: float

    def judge(self, link: str) -> Judged:
        if link not in self.expected:
            return _no_reference(self.table)
        seen, due = self.observed[link], self.expected[link]
        if due < self.least_expected:
            return _too_few(due, self.least_expected, self.table)
        low, high = self.prior.interval(seen, due)
        estimate = self.prior.estimate(seen, due)
        return Quotient(seen / due, low, high, seen, due, self.table.what, estimate)


def _count(
    stands: Sequence[Stand],
    table: ReferenceTable,
    inside: Callable[[Firm], bool],
    limits: Thresholds,
) -> int:
    return sum(inside(stand.firm) and counted(stand, table.what, limits) for stand in stands)


def _no_table() -> Reason:
    return Reason(
        "chain.lq.no_table",
        "没有参照地区的数据，区位商无法计算；在 reference_counts 表补上任一地区各环节的数量即可。",
        "There is no reference area, so the location quotient cannot be computed; "
        "counts by link of any reference area in the table reference_counts cure it.",
    )


def _no_reference(table: ReferenceTable) -> Reason:
    zh, en = COUNTED_WORDS[table.what]
    return Reason(
        "chain.lq.no_reference",
        f"参照表（{table.year}年{zh}）没有这个环节的数量，区位商无法计算；补上该环节的参照数量即可。",
        f"The reference table ({en}, {table.year}) has no count for this link, so the location "
        "quotient cannot be computed; its count in the reference area cures it.",
        {"area": table.area, "year": table.year, "what": table.what},
        table.sources,
    )


def _no_firms(table: ReferenceTable) -> Reason:
    zh, en = COUNTED_WORDS[table.what]
    return Reason(
        "chain.lq.no_firms",
        f"这里没有计入参照口径的{zh}，区位商无从谈起；有{zh}登记到环节后即可计算。",
        f"None of the {en} that the reference counts is here, so there is no location quotient; "
        "it can be computed once one is registered at a link.",
        {"area": table.area, "year": table.year, "what": table.what},
        table.sources,
    )


def _too_few(expected: float, least: float, table: ReferenceTable) -> Reason:
    zh, en = COUNTED_WORDS[table.what]
    return Reason(
        "chain.lq.too_few",
        f"按参照比例这里只应有{expected:.2f}家{zh}，数量太小，区位商没有意义；"
        "改用包含更多企业的参照口径即可。",
        f"The reference leads one to expect only {expected:.2f} {en} here, too few for a location "
        "quotient to mean anything; a reference that counts more firms cures it.",
        {
            "expected": expected,
            "least_expected": least,
            "area": table.area,
            "year": table.year,
            "what": table.what,
        },
        table.sources,
    )
