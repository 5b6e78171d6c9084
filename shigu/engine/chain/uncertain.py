"""Gaps ranked over weights and over what is not known exactly: supplies, positions, the unseen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.dependence import criticality, inoperability, input_shares
from shigu.engine.chain.means import Means
from shigu.engine.chain.receipts import Reading
from shigu.engine.chain.results import Gap, GapStability
from shigu.engine.chain.smaa import Integers, acceptability, draw_ranks
from shigu.engine.chain.standing import Stand, Standing
from shigu.engine.chain.values import ChainInputs, Supply
from shigu.engine.chain.wording import Namer, Words, percent

NAMED_RANKS = 10
LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Spread:
    """How far judged inputs may be off: a supply's weight by a lognormal factor of this
    deviation, its substitutability by up to so much either way (within 0–1)."""

    weight: float = 0.25
    substitutability: float = 0.15


SPREAD = Spread()


@dataclass(frozen=True, slots=True)
class Known:
    """What the gaps of one assessment were judged by."""

    inputs: ChainInputs
    standing: Standing
    means: Mapping[str, Means]
    reading: Reading


def gap_stability(
    known: Known,
    gaps: Sequence[Gap],
    *,
    seed: int,
    samples: int = 200,
    draws: int = 10_000,
    spread: Spread = SPREAD,
) -> tuple[GapStability, ...]:
    """How the ranks of ``gaps`` stand when inputs and weights are drawn together.

    Args:
        known: what they were judged by.
        gaps: in their order of priority.
        samples: draws of the inputs; each meets draws // samples weightings.

    Raises:
        ValueError: there are fewer draws than samples.

    Reference:
        Lahdelma, Salminen 2001, Oper. Res. 49: 444–454 (criteria as distributions).
    """
    if not gaps:
        return ()
    values = sampled_criteria(known, gaps, seed=seed, samples=samples, spread=spread)
    rank, weights = draw_ranks(values, seed=seed + 1, draws=draws)
    found = acceptability(rank, weights)
    priority, namer = found.holistic(), Namer(known.inputs)
    return tuple(
        _stability(gap, at, gaps, rank, found.ranks[at], float(priority[at]), namer)
        for at, gap in enumerate(gaps)
    )


def sampled_criteria(
    known: Known, gaps: Sequence[Gap], *, seed: int, samples: int, spread: Spread
) -> Floats:
    """Samples × gaps × the four criteria of ``gaps.criteria``, each 0–1.

    criticality: weights and substitutability of all supplies moved by ``spread``; shortage: each
    local position holds with its confidence and Poisson(μ (1 − r)) enterprises were overlooked,
    as in the receipt; feasibility: each position elsewhere holds with its confidence; policy is
    a decision and does not move.
    """
    draw = np.random.default_rng(seed)
    index = {link.id: at for at, link in enumerate(known.inputs.links)}
    places = [index[gap.link] for gap in gaps]
    critical = _criticality(known.inputs, draw, samples, spread)
    scaled = critical / critical.max(axis=1, keepdims=True)
    columns = [
        np.column_stack(
            [
                scaled[:, place],
                _shortage(known, gap.link, draw, samples),
                _feasibility(known, gap.link, draw, samples),
                np.full(samples, gap.criteria.policy),
            ]
        )
        for gap, place in zip(gaps, places, strict=True)
    ]
    return np.stack(columns, axis=1)


def _criticality(
    inputs: ChainInputs, draw: np.random.Generator, samples: int, spread: Spread
) -> Floats:
    count = len(inputs.supplies)
    factor = np.exp(draw.normal(0, spread.weight, (samples, count)))
    shift = draw.uniform(-spread.substitutability, spread.substitutability, (samples, count))
    rows = []
    for moved, off in zip(factor, shift, strict=True):
        supplies = [
            _moved(supply, float(by), float(other))
            for supply, by, other in zip(inputs.supplies, moved, off, strict=True)
        ]
        shares = input_shares(inputs.links, supplies, substitutes=True)
        rows.append(criticality(inputs.links, inoperability(shares)))
    return np.array(rows)


def _moved(supply: Supply, factor: float, shift: float) -> Supply:
    substitutability = min(1.0, max(0.0, supply.substitutability + shift))
    return replace(supply, weight=supply.weight * factor, substitutability=substitutability)


def _shortage(known: Known, link: str, draw: np.random.Generator, samples: int) -> Floats:
    stands = known.standing.local(link)
    holds = _holding(stands, draw, samples)
    share = np.array([stand.share for stand in stands], float)
    total, squares = holds @ share, holds @ share**2
    effective = np.divide(total**2, squares, out=np.zeros(samples), where=squares > 0)
    overlooked = known.reading.expected[link] * (1 - known.reading.detection)
    short: Floats = 1 / (1 + effective + draw.poisson(overlooked, samples))
    return short


def _feasibility(known: Known, link: str, draw: np.random.Generator, samples: int) -> Floats:
    means = known.means[link]
    elsewhere = [stand for stand in known.standing.elsewhere(link) if stand.fact]
    count = _holding(elsewhere, draw, samples).sum(axis=1)
    return np.array([means.feasibility_with(int(number)) for number in count])


def _holding(stands: Sequence[Stand], draw: np.random.Generator, samples: int) -> Floats:
    sure = np.array([stand.position.confidence for stand in stands], float)
    holds: Floats = (draw.random((samples, len(stands))) < sure).astype(np.float64)
    return holds


def _stability(
    gap: Gap,
    at: int,
    gaps: Sequence[Gap],
    rank: Integers,
    chances: Floats,
    priority: float,
    namer: Namer,
) -> GapStability:
    tail = (1 - LEVEL) / 2
    own = np.sort(rank[:, at]) + 1
    low, high = (int(own[_quantile(len(own), part)]) for part in (tail, 1 - tail))
    ahead = None
    if at + 1 < len(gaps):
        other = rank[:, at + 1]
        ahead = float((rank[:, at] < other).mean() + (rank[:, at] == other).mean() / 2)
    told = _told(low, high, ahead, gaps[at + 1].link if ahead is not None else None, namer)
    return GapStability(
        link=gap.link,
        rank=at + 1,
        rank_low=low,
        rank_high=high,
        rank_probability=tuple(float(part) for part in chances[:NAMED_RANKS]),
        priority=priority,
        ahead_of_next=ahead,
        why_zh=told.zh,
        why_en=told.en,
    )


def _quantile(count: int, part: float) -> int:
    """Of sorted draws: the least with at least this part at or under it."""
    return max(0, math.ceil(part * count - 1e-9) - 1)


def _told(low: int, high: int, ahead: float | None, other: str | None, namer: Namer) -> Words:
    span = Words(f"第{low}—{high}位", f"between {low} and {high}")
    if low == high:
        span = Words(f"第{low}位", f"{low}")
    told = Words(
        f"供给关系、企业定位和可能遗漏的企业都按其不确定程度变动时，名次有九成在{span.zh}",
        "With supplies, positions and overlooked enterprises varied as far as they are uncertain, "
        f"nine times in ten its rank is {span.en}",
    )
    if ahead is None or other is None:
        return told.then("。", ".")
    return told.then(
        f"，排在{namer(other).zh}之前的把握为{percent(ahead)}。",
        f"; it comes before {namer.mid(other).en} with probability {percent(ahead)}.",
    )
