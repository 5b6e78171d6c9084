"""Every problem of a pack."""

from __future__ import annotations

from pathlib import Path

from shigu.engine.pack.examine import examine, examine_files
from shigu.engine.pack.problems import Problem, to_json
from shigu.engine.pack.read import Pack
from shigu.engine.pack.serialise import pack_files

__all__ = ["Problem", "to_json", "validate", "validate_pack"]


def validate(directory: Path) -> tuple[Problem, ...]:
    """The problems of the pack in ``directory``, by table and row; none if it is sound.

    Raises:
        OSError: a file cannot be read.
    """
    return examine(directory).problems


def validate_pack(pack: Pack) -> tuple[Problem, ...]:
    """The problems of a pack that may come from no files: those its files would have.

    Rows count from 2 in the order of each table, as they would in its file.

    Raises:
        PackError: a document or a boundary leads outside or has the name of another file.
    """
    return examine_files(pack_files(pack)).problems
