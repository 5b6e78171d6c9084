"""Compiled kernels are kept by the state of all their sources."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numba import config, njit
from numba.core.errors import NumbaError

from shigu.engine.compiled import ENGINE, inner, kernel, maker, rules_of, state_of
from shigu.engine.entity.names import standing

KERNEL = "from shigu.engine.compiled import kernel\n"


def test_a_change_of_any_kernel_names_another_state(tmp_path):
    (tmp_path / "called").mkdir()
    calling, called, other = tmp_path / "a.py", tmp_path / "called" / "b.py", tmp_path / "c.py"
    for path in (calling, called):
        path.write_text(KERNEL)
    other.write_text("")
    before = state_of(tmp_path)
    other.write_text("words = 1\n")
    assert state_of(tmp_path) == before
    called.write_text(KERNEL + "# changed\n")
    assert state_of(tmp_path) != before


def test_kernels_are_kept_under_the_state_of_the_sources():
    assert Path(config.CACHE_DIR).name == f"kernels-{state_of(ENGINE)}"


def test_a_module_of_rules_belongs_to_the_state(tmp_path):
    rules = tmp_path / "rules.py"
    rules.write_text('"""Rules (compiled elsewhere)."""')
    before = state_of(tmp_path)
    rules.write_text('"""Other rules (compiled elsewhere)."""')
    assert state_of(tmp_path) != before


def test_what_makes_arrays_compiles_as_a_maker_alone():
    @maker
    def made(many):
        return np.arange(many).sum()

    @kernel
    def refused(many):
        return np.arange(many).sum()

    @inner
    def called(many):
        return np.arange(many).sum()

    @kernel
    def calling(many):
        return called(many)

    assert made(4) == 6
    for each in (refused, calling):
        with pytest.raises(NumbaError):
            each(4)


def test_compiled_rules_answer_as_the_plain_ones():
    nested = rules_of(standing, "nested").nested

    @njit
    def ask(one, other):
        return nested(one, other)

    codes = (0, 330000, 330100, 330108, 330200, 310000)
    for one, other in product(codes, codes):
        assert ask(one, other) == standing.nested(one, other)
