from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from shigu.engine.chain.mapping.positions import Positions
from shigu.engine.chain.mapping.roles import Role
from shigu.engine.chain.mapping.score import code_terms, prior, probability
from tests.engine.chain.cast import link

CAMERA = replace(link("camera"), codes=("3953", "3990"))


def z(role, terms=1, size=3, own=False, vague=False):
    one = np.array([1], np.int32)
    at = Positions(
        one, one, one, role * one, terms * one, size * one, own * one > 0, vague * one > 0
    )
    return prior(at)[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (z(Role.MAKE), 1.6),
        (z(Role.DEVELOP), 1.3),
        (z(Role.UNTOLD), 0.3),
        (z(Role.TRADE), -0.8),
        (z(Role.SERVE), -1.0),
        (z(Role.BESIDE), -1.3),
        (z(Role.UNTOLD, terms=4), 1.9),
        (z(Role.UNTOLD, own=True), 1.1),
        (z(Role.UNTOLD, size=5), 0.6),
        (z(Role.UNTOLD, size=2), -0.1),
        (z(Role.MAKE, vague=True), -1.2),
    ],
)
def test_each_part_of_the_score_counts_as_its_table_says(value, expected):
    assert value == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("code", "says"),
    [("3953", 1.2), ("C3953", 1.2), ("3951", 0.6), ("3911", 0.0), ("5810", -1.2), ("", 0.0)],
)
def test_an_industry_code_speaks_for_or_against_a_link(code, says):
    assert code_terms([CAMERA, link("uncoded")], [code]).tolist() == [[says, 0.0]]


def test_the_score_is_the_logistic_of_the_sum():
    assert probability(np.array([1.6, -800.0])).tolist() == [round(1 / (1 + exp(-1.6)), 4), 0.0]
