"""Schemes that exist, each with the text it was read in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from shigu.engine.grading.load import read_scheme
from shigu.engine.grading.values import Scheme

SUFFIX = ".yaml"


@cache
def texts() -> dict[str, str]:
    """The text of every shipped scheme by its id, in alphabetical order."""
    found = [
        each.read_text(encoding="utf-8")
        for each in files(__package__).iterdir()
        if each.name.endswith(SUFFIX)
    ]
    return dict(sorted((read_scheme(text).id, text) for text in found))


@cache
def schemes() -> dict[str, Scheme]:
    """Every shipped scheme by its id, in alphabetical order."""
    return {id_: read_scheme(text) for id_, text in texts().items()}
