"""Schemes that exist, each with the text it was read in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from shigu.engine.grading.load import read_scheme
from shigu.engine.grading.values import Scheme

SUFFIX = ".yaml"


@cache
def schemes() -> dict[str, Scheme]:
    """Every shipped scheme by its id, in alphabetical order."""
    read = [
        read_scheme(each.read_text(encoding="utf-8"))
        for each in files(__package__).iterdir()
        if each.name.endswith(SUFFIX)
    ]
    return {scheme.id: scheme for scheme in sorted(read, key=lambda scheme: scheme.id)}
