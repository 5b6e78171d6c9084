"""``source.yml``: what a source is, and what must hold of each of its runs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any

import yaml

KINDS = frozenset({"site", "feed", "upload"})


@dataclass(frozen=True, slots=True)
class Range:
    """From ``least`` to ``most``, both included."""

    least: int
    most: int

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Spec:
    """A source as its folder tells it.

    ``pages`` is how many articles a run lists; ``body`` their length in characters; ``integrity``
    and ``dated`` what each has at least (a date or not); ``good`` the least share of articles of a
    run for which that holds; ``years`` how old an article may be. A known article is fetched
    again for ``recheck_days`` after it was read first, in case it changes.
    """

    name_zh: str
    name_en: str
    kind: str
    addresses: tuple[str, ...]
    hours: int
    most: int
    recheck_days: int
    pages: Range
    body: Range
    integrity: float
    dated: bool
    good: float
    years: int


class SpecError(ValueError):
    """A ``source.yml`` that cannot be used."""


def read_spec(folder: str) -> Spec:
    """The spec of ``shigu/sources/<folder>``.

    Raises:
        SpecError: a field is missing, unknown or of another kind.
    """
    text = files("shigu.sources").joinpath(folder, "source.yml").read_text("utf-8")
    return parsed(yaml.safe_load(text), folder)


def parsed(told: Any, folder: str) -> Spec:
    """Take every field out, then complain of what is left."""
    if not isinstance(told, dict):
        raise SpecError(f"{folder}: no mapping")
    names = {field.name for field in fields(Spec)}
    if odd := names ^ told.keys():
        raise SpecError(f"{folder}: {', '.join(sorted(odd))}")
    if told["kind"] not in KINDS:
        raise SpecError(f"{folder}: kind {told['kind']}")
    ranges = {name: Range(*told[name]) for name in ("pages", "body")}
    spec = Spec(**{**told, **ranges, "addresses": tuple(told["addresses"])})
    if not (spec.pages.least <= spec.pages.most and spec.body.least <= spec.body.most):
        raise SpecError(f"{folder}: least above most")
    return spec
