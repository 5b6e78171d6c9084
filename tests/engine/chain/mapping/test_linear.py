from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from shigu.engine.chain.mapping.grams import DIMENSIONS, grams
from shigu.engine.chain.mapping.linear import LinearModel, ModelError, weighted

TEXTS = ["摄像机制造", "镜头制造", "摄像机镜头", "茶叶零售", "茶叶批发", "食品零售", None]
HELD = [{"a"}, {"b"}, {"a", "b"}, set(), set(), set(), set()]


def column():
    return [pa.array(TEXTS, pa.string())]


def model(seed=0):
    return LinearModel.learned(column(), HELD, seed)


def test_grams_are_counted_within_words():
    rows = grams(pa.array(["芯片", "芯片，芯片", "芯，片", "ＡＢ", "ab"]))
    many = np.diff(rows.first)
    assert many.tolist() == [3, 3, 2, 3, 3]
    assert rows.value[3:6] == pytest.approx(np.full(3, 1 + np.log(2)))
    assert rows.column[:3].tolist() == rows.column[3:6].tolist()
    assert rows.column[8:11].tolist() == rows.column[11:].tolist()


def test_the_same_seed_gives_the_same_model_to_the_byte(tmp_path):
    for name in ("one", "two"):
        model(3).write(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (model(3).weights != model(4).weights).any()


def test_a_model_is_read_as_it_was_written(tmp_path):
    learned = model()
    learned.write(tmp_path / "model")
    again = LinearModel.read(tmp_path / "model")
    labels = ["b", "unknown", "a"]
    assert (again.margins(column(), labels) == learned.margins(column(), labels)).all()
    assert (again.margins(column(), labels)[:, 1] == 0).all()


def test_the_weights_are_those_of_a_general_optimiser():
    learned = model()
    rows = weighted(grams(pa.array(TEXTS, pa.string())), learned.rarity)
    x = csr_matrix((rows.value, rows.column, rows.first), (len(TEXTS), DIMENSIONS + 1))
    used = np.unique(rows.column)
    dense = x[:, used].toarray().astype(float)
    for k, label in enumerate(learned.labels):
        sign = np.array([1.0 if label in each else -1.0 for each in HELD])

        def loss(w, sign=sign):
            slack = np.maximum(0, 1 - sign * (dense @ w))
            return w @ w / 2 + slack @ slack, w - 2 * dense.T @ (sign * slack)

        best = minimize(loss, np.zeros(len(used)), jac=True, options={"gtol": 1e-9}).x
        ours = learned.weights[used, k]
        assert loss(ours.astype(float))[0] == pytest.approx(loss(best)[0], rel=1e-3)
        assert np.abs(dense @ ours - dense @ best).max() < 0.02


def test_what_was_accepted_is_told_from_what_was_not():
    margins = model().margins(column(), ["a", "b"])
    assert (margins > 0).tolist() == [["a" in each, "b" in each] for each in HELD]


def test_a_model_needs_a_label():
    with pytest.raises(ModelError):
        LinearModel.learned(column(), [set()] * len(TEXTS))


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_file_that_is_no_model_is_refused(tmp_path, content):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ModelError):
        LinearModel.read(tmp_path / "model")
