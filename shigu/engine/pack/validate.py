"""Every problem of a pack."""

from __future__ import annotations

from pathlib import Path

from shigu.engine.pack.examine import examine
from shigu.engine.pack.problems import Problem, to_json

__all__ = ["Problem", "to_json", "validate"]


def validate(directory: Path) -> tuple[Problem, ...]:
    """The problems of the pack in ``directory``, by table and row; none if it is sound.

    Raises:
        OSError: a file cannot be read.
    """
    return examine(directory).problems
