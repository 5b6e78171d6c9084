"""Slips between names against a plain table of the optimal string alignment distance."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from shigu.engine.compiled import kernel
from shigu.engine.entity.lookup.distance import slips

WORDS = st.text("杭州海康威", max_size=9)


@kernel
def asked(one, other, limit, rows):
    return slips(one, other, limit, rows)


def run(one, other, limit):
    signs = [np.array([ord(sign) for sign in word], dtype=np.uint16) for word in (one, other)]
    return asked(*signs, limit, np.empty((3, 12), np.int64))


@given(WORDS, WORDS, st.integers(0, 9))
@settings(max_examples=400, deadline=None)
def test_slips_are_those_of_rapidfuzz_up_to_the_limit(one, other, limit):
    assert run(one, other, limit) == min(OSA.distance(one, other), limit + 1)


def test_an_unknown_sign_is_no_other_unknown_sign():
    unknown = np.zeros(2, dtype=np.uint16)
    assert asked(unknown, unknown, 5, np.empty((3, 12), np.int64)) == 2
