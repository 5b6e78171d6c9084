from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from shigu.engine.chain.assess import assess
from shigu.engine.chain.indicators import indicators
from shigu.engine.chain.means import means_of
from shigu.engine.chain.receipts import read_cluster
from shigu.engine.chain.reference import choose_table
from shigu.engine.chain.relatedness import cluster_relatedness
from shigu.engine.chain.smaa import acceptability, draw_ranks, smaa_two_criteria
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS
from shigu.engine.chain.uncertain import Known, Spread, gap_stability, sampled_criteria
from tests.engine.chain.cast import POSITIONS, chain

STILL = Spread(0.0, 0.0)
DRAWS = 40_000


def known(**changes):
    inputs = chain(**changes)
    standing = stand_on(inputs)
    means = means_of(inputs, standing, cluster_relatedness(inputs, standing, THRESHOLDS))
    reading = read_cluster(inputs, standing, choose_table(inputs.references), THRESHOLDS)
    return Known(inputs, standing, means, reading)


def test_over_two_inputs_acceptability_is_the_mean_of_the_exact_ones():
    """Either input is as likely: lengths of the weight intervals, averaged."""
    one = [(Fraction(1), Fraction(0)), (Fraction(1, 4), Fraction(1))]
    two = [(Fraction(1, 2), Fraction(0)), (Fraction(1, 4), Fraction(1))]
    exact = [
        [(a + b) / 2 for a, b in zip(row, other, strict=True)]
        for row, other in zip(smaa_two_criteria(one), smaa_two_criteria(two), strict=True)
    ]
    samples = np.array([one, two], dtype=float)
    found = acceptability(*draw_ranks(samples, seed=3, draws=DRAWS)).ranks
    assert found == pytest.approx(np.array(exact, float), abs=3 * 0.5 / DRAWS**0.5)
    assert exact[0][0] == (Fraction(3, 7) + Fraction(1, 5)) / 2


def test_the_symmetric_are_equal_and_the_dominated_never_first():
    samples = np.array(
        [
            [[0.9, 0.1], [0.1, 0.9], [0.05, 0.05]],
            [[0.1, 0.9], [0.9, 0.1], [0.08, 0.01]],
        ]
    )
    found = acceptability(*draw_ranks(samples, seed=1, draws=DRAWS)).ranks
    assert found[0, 0] == pytest.approx(found[1, 0], abs=0.01)
    assert found[2].tolist() == [0, 0, 1]


def test_values_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="finite"):
        draw_ranks(np.array([[[np.nan, 1.0]]]), seed=1, draws=5)
    with pytest.raises(ValueError, match="2 draws for 3 samples"):
        draw_ranks(np.zeros((3, 2, 2)), seed=1, draws=2)


def test_certain_inputs_are_those_of_the_assessment():
    """Full confidence, nobody overlooked and still supplies leave each criterion where it is."""
    sure = tuple(replace(position, confidence=1.0) for position in POSITIONS)
    facts = known(positions=sure)
    facts = replace(facts, reading=replace(facts.reading, expected=dict.fromkeys(facts.means, 0.0)))
    gaps = assess(facts.inputs, seed=1, draws=500).gaps
    drawn = sampled_criteria(facts, gaps, seed=1, samples=4, spread=STILL)
    for sample in drawn:
        for row, gap in zip(sample, gaps, strict=True):
            judged = gap.criteria
            assert row == pytest.approx(
                [judged.criticality, judged.shortage, judged.feasibility, judged.policy]
            )


def test_a_position_that_may_not_hold_makes_a_link_scarcer_that_often():
    unsure = tuple(
        replace(position, confidence=0.25)
        if position.link == "vision"
        else replace(position, confidence=1.0)
        for position in POSITIONS
    )
    facts = known(positions=unsure)
    facts = replace(facts, reading=replace(facts.reading, expected=dict.fromkeys(facts.means, 0.0)))
    gaps = assess(facts.inputs, seed=1, draws=500).gaps
    at = next(place for place, gap in enumerate(gaps) if gap.link == "vision")
    shortage = sampled_criteria(facts, gaps, seed=1, samples=4_000, spread=STILL)[:, at, 1]
    assert set(shortage.tolist()) == {0.5, 1.0}
    assert (shortage == 0.5).mean() == pytest.approx(0.25, abs=0.02)


def test_the_more_may_be_overlooked_the_less_short_a_blank_link_is():
    facts = known()
    gaps = assess(facts.inputs, seed=1, draws=500).gaps
    at = next(place for place, gap in enumerate(gaps) if gap.link == "isp")
    lost = replace(facts.reading, expected=dict.fromkeys(facts.means, 2.0))
    few = replace(facts, reading=lost)
    unseen = 2.0 * (1 - lost.detection)
    shortage = sampled_criteria(few, gaps, seed=2, samples=20_000, spread=STILL)[:, at, 1]
    assert shortage.mean() == pytest.approx((1 - np.exp(-unseen)) / unseen, abs=0.01)


def test_stability_tells_the_interval_and_who_comes_next():
    facts = known()
    assessment = assess(facts.inputs, seed=1)
    found = gap_stability(facts, assessment.gaps, seed=1)
    assert [one.link for one in found] == [gap.link for gap in assessment.gaps]
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert all(1 <= one.rank_low <= one.rank_high <= len(found) for one in found)
    assert all(sum(one.rank_probability) == pytest.approx(1) for one in found)
    assert found[-1].ahead_of_next is None
    assert all(0 <= one.ahead_of_next <= 1 for one in found[:-1])
    assert "名次有九成在第" in found[0].why_zh
    assert "nine times in ten its rank is" in found[0].why_en


def test_the_same_seed_tells_the_same():
    inputs = chain()
    assessment = assess(inputs, seed=1, draws=500)
    one, two, other = (
        indicators(inputs, assessment, seed=seed).gap_stability for seed in (4, 4, 5)
    )
    assert one == two != other


def test_a_chain_without_gaps_has_nothing_to_rank():
    facts = known()
    assert gap_stability(facts, (), seed=1) == ()
