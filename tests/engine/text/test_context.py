"""The readout of the network's states: chances, steps, folds, what is written and read again."""

import random

import numpy as np
import pytest

from shigu.engine.text.tagger.context import Readout, crossed, fitted, marks, windowed

APART = [np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32)[::-1]]
LABELS = [["A", "B", "C"], ["C", "B", "A"]]


def test_each_state_stands_with_its_neighbours():
    states = np.array([[1, 2], [3, 4]], dtype=np.float32)
    assert windowed(states).tolist() == [[0, 0, 1, 2, 3, 4], [1, 2, 3, 4, 0, 0]]


def test_what_can_be_told_apart_is_told():
    readout = fitted(APART, LABELS)
    assert readout.labels == ("A", "B", "C")
    chances = readout.chances(APART[0])
    assert chances.sum(axis=1) == pytest.approx([1, 1, 1])
    assert chances.argmax(axis=1).tolist() == [0, 1, 2]


def test_marks_are_the_best_labels_their_steps_and_their_neighbours():
    weights = np.zeros((7, 2), dtype=np.float32)
    weights[2:4] = np.log([[0.9, 0.1], [0.3, 0.7]])
    states = np.eye(2, dtype=np.float32)
    assert marks(Readout(weights, ("A", "B")), states) == [
        ["n=A4", "n=A", "o=B0", "-n=|", "+n=B"],
        ["n=B3", "n=B", "o=A1", "-n=A", "+n=|"],
    ]
    assert marks(Readout(weights, ("A", "B")), states[:0]) == []


def test_a_readout_is_read_as_it_was_written(tmp_path):
    readout = fitted(APART, LABELS)
    readout.save(tmp_path / "readout.npz")
    again = Readout.load(tmp_path / "readout.npz")
    assert again.labels == readout.labels
    assert np.abs(again.weights - readout.weights).max() < 1e-2


def test_no_text_is_told_by_a_readout_that_saw_it_or_its_like():
    """Two owners of opposite labels: what one has taught is wrong for the other."""
    states = [APART[0]] * 4
    told = crossed(states, [LABELS[0]] * 2 + [LABELS[1]] * 2, [0, 0, 1, 1], random.Random(2))
    best = [[row[1] for row in text] for text in told]
    assert best == [["n=C", "n=B", "n=A"]] * 2 + [["n=A", "n=B", "n=C"]] * 2
