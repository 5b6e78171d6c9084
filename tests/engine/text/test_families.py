"""Copies, the same article and rewrites are told apart; independent texts stay apart."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.text.families import families
from shigu.engine.text.likeness import candidates, grams, likeness, signatures

SIGNS = [chr(0x4E00 + at) for at in range(3000)]


def text_of(seed, length=600):
    return "".join(random.Random(seed).choices(SIGNS, k=length))


def damaged(text, seed, share):
    """``share`` of the text replaced by other text in one piece, so its likeness is known."""
    cut = int(len(text) * share)
    return text[: len(text) - cut] + text_of(1000 + seed, cut)


def expected(text, other):
    one = {text[at : at + 5] for at in range(len(text) - 4)}
    two = {other[at : at + 5] for at in range(len(other) - 4)}
    return len(one & two) / len(one | two)


def test_kinds_of_kin():
    first, stranger = text_of(1), text_of(2)
    article, rewrite = damaged(first, 3, 0.05), damaged(first, 4, 0.25)
    kin = families([first, stranger, article, first, rewrite])
    assert [each.kinship for each in kin] == ["first", "first", "article", "copy", "rewrite"]
    assert [each.family for each in kin] == [0, 1, 0, 0, 4]
    assert kin[2].likeness == pytest.approx(expected(first, article), abs=1e-12)
    assert kin[4].likeness == pytest.approx(expected(first, rewrite), abs=1e-12)
    assert kin[4].like == 0


def test_blanks_make_no_difference_and_empty_texts_are_copies():
    text = text_of(5)
    spaced = "\n".join(text[at : at + 40] for at in range(0, len(text), 40))
    kin = families([text, spaced, "", ""])
    assert [(each.family, each.kinship) for each in kin] == [
        (0, "first"),
        (0, "article"),
        (2, "first"),
        (2, "copy"),
    ]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(alphabet="云谷区临江园签约", max_size=40), max_size=12))
def test_every_family_begins_with_its_first_text(texts):
    kin = families(texts)
    assert len(kin) == len(texts)
    for at, each in enumerate(kin):
        assert each.family <= at
        assert kin[each.family].family == each.family
        assert kin[each.family].kinship in {"first", "rewrite"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_that_of_sets(one, other):
    one, other = "云" * 5 + "".join(one.split()), "谷" * 5 + "".join(other.split())
    assert likeness(grams(one), grams(other)) == pytest.approx(expected(one, other))


def test_recall_on_texts_damaged_to_a_known_likeness():
    firsts = [grams(text_of(seed)) for seed in range(200)]
    copies = [grams(damaged(text_of(seed), seed, 0.08)) for seed in range(200)]
    found = candidates(signatures([*firsts, *copies]))
    assert sum((at, at + 200) in found for at in range(200)) == 200
    assert len(found) <= 210


def test_a_crowd_of_almost_equal_texts_is_not_compared_each_with_each():
    rows = np.zeros((3000, 128), dtype=np.uint32)
    assert len(candidates(rows)) == sum(3000 - 1 - at for at in range(8))
