"""Agreements that exist, told in the rule language; each names the text it was read in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.rules.values import Agreement

SUFFIX = ".yaml"


@cache
def examples() -> dict[str, Agreement]:
    """Every example by its ``id``, in alphabetical order."""
    return {name: read_agreement(text, name=f"{name}.yaml") for name, text in texts().items()}


def texts() -> dict[str, str]:
    """The YAML of every example by its ``id``."""
    found = {
        each.name.removesuffix(SUFFIX): each.read_text(encoding="utf-8")
        for each in files(__package__).iterdir()
        if each.name.endswith(SUFFIX)
    }
    return dict(sorted(found.items()))
