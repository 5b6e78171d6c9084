"""Slips between names against a plain table of the optimal string alignment distance."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from shigu.engine.compiled import kernel
from shigu.engine.entity.lookup.distance import slips
from shigu.engine.entity.lookup.parallel import mark, marked_slips, unmark

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


@kernel
def asked_of_marks(one, other, limit, masks):
    mark(one, masks)
    found = marked_slips(len(one), masks, other, limit)
    unmark(one, masks)
    return found


@given(st.text("杭州海康威", max_size=64), st.text("杭州海康威", max_size=80), st.integers(0, 80))
@settings(max_examples=400, deadline=None)
def test_slips_by_bits_are_the_same_for_names_of_up_to_a_word(one, other, limit):
    signs = [np.array([ord(sign) for sign in word], dtype=np.uint16) for word in (one, other)]
    masks = np.zeros(1 << 16, np.uint64)
    assert asked_of_marks(*signs, limit, masks) == min(OSA.distance(one, other), limit + 1)
    assert not masks.any()


def test_an_unknown_sign_is_no_other_unknown_sign():
    unknown = np.zeros(2, dtype=np.uint16)
    assert asked(unknown, unknown, 5, np.empty((3, 12), np.int64)) == 2
    assert asked_of_marks(unknown, unknown, 5, np.zeros(9, np.uint64)) == 2
