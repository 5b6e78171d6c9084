"""The receipt of a blank or weak claim: what was read, what was found, how sure it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shigu.engine.chain.checking import within
from shigu.engine.chain.reference import ReferenceTable
from shigu.engine.chain.results import Receipt
from shigu.engine.chain.search import TermSearch, read_all, recall
from shigu.engine.chain.standing import Stand, Standing
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import ChainInputs, Firm, Link

MOST_SOURCES = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of all organisations of the cluster; every receipt quotes it."""

    firms: tuple[Firm, ...]
    found: Mapping[str, frozenset[str]]
    accepted: int
    recall: float
    expected: Mapping[str, float]
    standing: Mapping[str, frozenset[str]]
    sources: tuple[str, ...]
    date: str | None

    @property
    def detection(self) -> float:
        """P(an enterprise that is there is found) = (k + 1) / (n + 2), Laplace's rule of
        succession, so that a search tried on few positions is never called infallible."""
        return (self.recall * self.accepted + 1) / (self.accepted + 2)


def read_cluster(
    inputs: ChainInputs, standing: Standing, table: ReferenceTable | None, limits: Thresholds
) -> Reading:
    """Read the name and products of every organisation of the cluster, once."""
    firms = tuple(firm for firm in inputs.firms if firm.scope == "cluster")
    found = read_all(TermSearch(inputs.links), firms)
    local = {link.id: standing.local(link.id) for link in inputs.links}
    accepted = [(stand.firm, link) for link, stands in local.items() for stand in stands]
    readable = [(firm.id, link) for firm, link in accepted if firm.text.strip()]
    sources = sorted({source for firm in firms for source in firm.sources})
    dates = [read_on for source in sources if (read_on := inputs.sources[source])]
    return Reading(
        firms=firms,
        found=found,
        accepted=len(readable),
        recall=recall(found, readable),
        expected=_expected(local, table, limits),
        standing=_placed(inputs, firms),
        sources=tuple(sources[:MOST_SOURCES]),
        date=max(dates, default=None),
    )


def confidence_empty(expected: float, detection: float) -> float:
    """P(nobody unseen is there), 0–1.

    Enterprises on the link ~ Poisson(μ), each found with probability r: those unseen are
    Poisson(μ (1 − r)), independent of those found (thinning), so P(none) = exp(−μ (1 − r)).
    For a blank link it is the probability that the link is empty, for a weak one that nobody
    further stands on it.

    Raises:
        ChainError: fewer than none are expected, or the detection is no probability.
    """
    within("receipt", "expected", expected, math.inf)
    within("receipt", "detection", detection, 1)
    return math.exp(-expected * (1 - detection))


def receipt(link: Link, reading: Reading) -> Receipt:
    here = reading.standing.get(link.id, frozenset())
    near = (firm.id for firm in reading.firms if link.id in reading.found[firm.id])
    return Receipt(
        searched=len(reading.firms),
        with_text=sum(bool(firm.text.strip()) for firm in reading.firms),
        terms=link.terms,
        near=tuple(sorted(firm for firm in near if firm not in here)),
        sources=reading.sources,
        date=reading.date,
        recall=reading.recall,
        confidence=confidence_empty(reading.expected[link.id], reading.detection),
    )


def _placed(inputs: ChainInputs, firms: Sequence[Firm]) -> dict[str, frozenset[str]]:
    inside = {firm.id for firm in firms}
    by_link: dict[str, set[str]] = {}
    for position in inputs.positions:
        if position.organisation in inside:
            by_link.setdefault(position.link, set()).add(position.organisation)
    return {link: frozenset(ids) for link, ids in by_link.items()}


def _expected(
    local: Mapping[str, Sequence[Stand]], table: ReferenceTable | None, limits: Thresholds
) -> dict[str, float]:
    """μ by link: the cluster's enterprises spread as in the reference, else their mean per link."""
    counts = {
        link: sum(stand.share >= limits.counted_share for stand in stands)
        for link, stands in local.items()
    }
    expected = dict.fromkeys(counts, sum(counts.values()) / len(counts))
    if table is not None:
        covered = sum(counts[link] for link in table.counts)
        expected |= {link: covered * n / table.total for link, n in table.counts.items()}
    return expected
