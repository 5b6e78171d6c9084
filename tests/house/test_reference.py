"""The generated reference is in step with the code."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def build():
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "text"), build().PAGES.items())
def test_the_reference_is_in_step(name, text):
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == text(), "run: make docs"
