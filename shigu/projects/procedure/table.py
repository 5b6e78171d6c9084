"""The transition table: which steps there are, who takes them, on what evidence, in what time.

The rows are data beside this file; they are read and checked once, when the app starts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from django.utils.translation import get_language

from shigu.districts.vocabulary import Role
from shigu.projects.stages import Stage

Kind = Literal["text", "number", "date", "plan", "amount", "record"]
"""A ``date`` has come; a ``plan`` is a day that may lie ahead."""
KINDS = ("text", "number", "date", "plan", "amount", "record")


class TableError(ValueError):
    """The transition table contradicts itself; the message names file and row."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a step asks for."""

    id: str
    kind: Kind
    zh: str
    en: str

    @property
    def label(self) -> str:
        return self.en if get_language() == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: ``days`` is how long a project may stand in ``origin`` before it is taken."""

    origin: Stage
    target: Stage
    zh: str
    en: str
    who: tuple[Role, ...]
    evidence: tuple[Evidence, ...]
    days: int | None
    source_zh: str
    source_en: str
    back: bool

    @property
    def label(self) -> str:
        return self.en if get_language() == "en" else self.zh

    @property
    def source(self) -> str:
        """Whose written rule the limit is."""
        return self.source_en if get_language() == "en" else self.source_zh


@cache
def evidence() -> Mapping[str, Evidence]:
    """Everything that steps ask for, by id.

    Raises:
        TableError: a row is of no kind.
    """
    return {row["id"]: _evidence(row) for row in _rows("evidence.csv")}


@cache
def transitions() -> Mapping[tuple[Stage, Stage], Transition]:
    """Every step by where it leads from and to.

    Raises:
        TableError: a row names a stage, role or evidence that is not there, or stands twice.
    """
    known = evidence()
    found: dict[tuple[Stage, Stage], Transition] = {}
    for number, row in enumerate(_rows("transitions.csv"), start=2):
        try:
            step = _transition(row, known)
        except (KeyError, ValueError) as error:
            raise TableError(f"transitions.csv:{number}: {error}") from error
        if (step.origin, step.target) in found or step.origin == step.target:
            raise TableError(f"transitions.csv:{number}: {step.origin} → {step.target}")
        found[step.origin, step.target] = step
    return found


def steps_from(stage: Stage) -> tuple[Transition, ...]:
    """What may follow a stage, going on before going back."""
    own = (step for (origin, _), step in transitions().items() if origin == stage)
    return tuple(sorted(own, key=lambda step: (step.back, step.target == Stage.REMEDY)))


@cache
def limits() -> Mapping[Stage, Transition]:
    """The step by which each stage with a time limit is to be left."""
    found: dict[Stage, Transition] = {}
    for step in transitions().values():
        if step.days is not None and not step.back:
            found.setdefault(step.origin, step)
    return found


def _rows(name: str) -> list[dict[str, str]]:
    text = files("shigu.projects.procedure").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _evidence(row: dict[str, str]) -> Evidence:
    if row["kind"] not in KINDS:
        raise TableError(f"evidence.csv: {row['id']}: {row['kind']}")
    return Evidence(row["id"], cast("Kind", row["kind"]), row["zh"], row["en"])


def _transition(row: dict[str, str], known: Mapping[str, Evidence]) -> Transition:
    return Transition(
        origin=Stage(row["from"]),
        target=Stage(row["to"]),
        zh=row["zh"],
        en=row["en"],
        who=tuple(Role(role) for role in row["who"].split(";")),
        evidence=tuple(known[name] for name in row["evidence"].split(";") if name),
        days=int(row["days"]) if row["days"] else None,
        source_zh=row["source_zh"],
        source_en=row["source_en"],
        back=row["back"] == "true",
    )
