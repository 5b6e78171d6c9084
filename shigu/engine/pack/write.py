"""A pack value as a directory that ``read_pack`` reads back."""

from __future__ import annotations

from pathlib import Path

from shigu.engine.pack.read import Pack
from shigu.engine.pack.serialise import pack_files


def write_pack(pack: Pack, directory: Path) -> tuple[Path, ...]:
    """Write the files of ``pack`` and return them; read again they give equal tables.

    Raises:
        PackError: a document or a boundary leads outside or has the name of another file.
        FileExistsError: ``directory`` holds something or is a file; nothing was changed.
        OSError: the directory cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise FileExistsError(str(directory))
    contents = pack_files(pack).contents
    for name, content in contents.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(directory / name for name in contents)
