"""The glossary names what the code has, and the code has what the glossary names."""

import dataclasses
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps

from shigu.engine.pack.schema import schema

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs/reference/glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|$", GLOSSARY, re.MULTILINE)
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for suffix in ("*.py", "*.csv")
    for path in (ROOT / "shigu").rglob(suffix)
)


def result_types():
    for part in ("chain", "siting", "sharing", "grading", "plan"):
        module = importlib.import_module(f"shigu.engine.{part}.results")
        for name, value in vars(module).items():
            if dataclasses.is_dataclass(value) and value.__module__ == module.__name__:
                yield name


@pytest.mark.parametrize("name", [row[2] for row in ROWS])
def test_every_code_name_exists(name):
    assert re.search(rf"\b{name}\b", CODE)


def test_names_are_told_once():
    names = [row[2] for row in ROWS]
    assert len(names) == len(set(names))


def test_every_entry_has_both_languages():
    for chinese, english, _ in ROWS:
        assert re.search("[一-鿿]", chinese)
        assert re.search("[A-Za-z]", english)


def test_every_result_type_is_told():
    assert set(result_types()) <= {row[2] for row in ROWS}


def models_of_the_site():
    """Tracked copies tell the words of what they copy; tables of a pack are told by their name."""
    for model in apps.get_models():
        name = model.__name__
        table = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        ours = model.__module__.startswith("shigu.") and not hasattr(model, "pgh_tracked_model")
        if ours and not {f"{table}s", f"{table[:-1]}ies"} & set(schema().tables):
            yield name


def test_every_model_of_the_site_is_told():
    assert set(models_of_the_site()) <= {row[2] for row in ROWS}


def test_every_table_of_a_pack_is_told():
    assert set(schema().tables) <= {row[2] for row in ROWS}
