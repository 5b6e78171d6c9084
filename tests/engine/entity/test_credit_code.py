"""GB 32100-2015: published codes and what a check character finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.entity.identifiers import ALPHABET, WEIGHTS, check_characters

# The example that goes with GB 32100-2015, and codes that listed companies publish.
PUBLISHED = [
    "91350100M000100Y43",
    "91330000733796106P",
    "91330100143779306C",
    "91330000719577660B",
    "913300001429112055",
]


def test_the_weights_are_those_of_the_standard():
    assert WEIGHTS.tolist() == [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    assert len(ALPHABET) == 31


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_keep_their_check_character(code):
    assert check_characters([code]) == [code[-1]]


def test_no_codes_have_no_check_characters():
    assert check_characters([]) == []


@given(
    body=st.text(ALPHABET, min_size=17, max_size=17),
    place=st.integers(0, 16),
    other=st.sampled_from(ALPHABET),
)
def test_one_wrong_character_is_always_found(body, place, other):
    changed = body[:place] + other + body[place + 1 :]
    same = check_characters([body + "0"]) == check_characters([changed + "0"])
    assert same == (body == changed)
