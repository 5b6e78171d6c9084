"""Weights of looks: learned, kept, asked."""

import numpy as np
import pytest

from shigu.engine.text.ties.fitting import Example, chosen, fitted
from shigu.engine.text.ties.weights import load, save

SIGNED, PLAIN = [("", ["w:与"])], [("", ["w:的"])]


def examples():
    yes = Example("c>g", frozenset({"\tw:与"}), frozenset({"tied"}))
    no = Example("c>g", frozenset({"\tw:的"}), frozenset())
    other = Example("c>k", frozenset({"\tw:与"}), frozenset())
    return [yes, no] * 20 + [other] * 20


def test_a_label_is_likely_where_its_looks_were_seen_with_it():
    weights = fitted(examples())
    assert weights.chances("c>g", SIGNED)["tied"] > 0.8
    assert weights.chances("c>g", PLAIN)["tied"] < 0.2


def test_a_kind_has_only_the_labels_that_it_was_seen_with():
    weights = fitted(examples())
    assert weights.kinds == (("c>g", "tied"),)
    assert weights.chances("c>k", SIGNED) == {}


def test_of_a_group_one_is_chosen_or_none():
    yes, no, _ = examples()[0], examples()[1], None
    weights = chosen([[no, yes], [yes, no, no], [no, no], [], [no]] * 10)
    assert weights.choice([PLAIN, SIGNED]) == 1
    assert weights.choice([PLAIN, PLAIN]) is None
    assert weights.choice([]) is None


def test_weights_are_read_as_they_were_written_and_again_the_same_bytes(tmp_path):
    for name in ("one", "again"):
        save(tmp_path / name, {"relations": fitted(examples())})
    read = load(tmp_path / "one")["relations"]
    made = fitted(examples())
    assert (read.labels, read.kinds, read.words) == (made.labels, made.kinds, made.words)
    assert np.allclose(read.table, made.table, atol=1e-2)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "again").read_bytes()


def test_a_file_that_is_none_is_named(tmp_path):
    broken = tmp_path / "ties.npz"
    broken.write_bytes(b"none")
    with pytest.raises(OSError, match="no weights of ties"):
        load(broken)
