"""Compiled kernels are kept by the state of all their sources."""

from pathlib import Path

from numba import config

from shigu.engine.compiled import ENGINE, state_of

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
