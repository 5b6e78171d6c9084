"""The files of a pack, read once: what is hashed is what is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

DESCRIPTOR = "datapackage.yaml"


@dataclass(frozen=True, slots=True)
class PackFiles:
    """Contents by relative POSIX name, in order of name; ``outside`` are links that leave."""

    contents: Mapping[str, bytes]
    outside: tuple[str, ...]


def read_files(directory: Path) -> PackFiles:
    """Every file under ``directory`` that is not hidden or a spreadsheet's lock file.

    Raises:
        OSError: a file cannot be read.
    """
    root = directory.resolve()
    found = sorted(_visible(root), key=lambda path: path.relative_to(root).as_posix())
    inside = [path for path in found if path.resolve().is_relative_to(root)]
    return PackFiles(
        contents={path.relative_to(root).as_posix(): path.read_bytes() for path in inside},
        outside=tuple(path.relative_to(root).as_posix() for path in found if path not in inside),
    )


def pack_hash(files: PackFiles) -> str:
    """SHA-256 over the files in order of name: name, NUL, length (8 bytes, big-endian), content."""
    digest = sha256()
    for name, content in files.contents.items():
        digest.update(name.encode() + b"\0" + len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def _visible(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(part.startswith((".", "~$")) for part in parts):
            yield path
