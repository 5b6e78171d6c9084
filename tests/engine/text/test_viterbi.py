"""The best path through scores is the best of all paths, and the first of those as good."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.text.tagger.viterbi import best_path

SMALL = st.integers(-4, 4).map(float)


def total(scores, transitions, path):
    steps = pairwise(path)
    return sum(scores[at, tag] for at, tag in enumerate(path)) + sum(
        transitions[one, other] for one, other in steps
    )


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(1, 5), st.integers(1, 3))
def test_no_path_scores_more(data, length, tags):
    told = data.draw(st.lists(SMALL, min_size=length * tags, max_size=length * tags))
    steps = data.draw(st.lists(SMALL, min_size=tags * tags, max_size=tags * tags))
    scores = np.array(told, np.float32).reshape(length, tags)
    transitions = np.array(steps, np.float32).reshape(tags, tags)
    found = best_path(scores, transitions).tolist()
    every = [total(scores, transitions, path) for path in product(range(tags), repeat=length)]
    assert total(scores, transitions, found) == max(every)


def test_of_two_as_good_the_first_is_taken():
    assert best_path(np.zeros((3, 2), np.float32), np.zeros((2, 2), np.float32)).tolist() == [0] * 3
