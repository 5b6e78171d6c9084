"""A pack as one zip file, read without unfolding it onto a disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from shigu.engine.pack.examine import examine_files
from shigu.engine.pack.files import DESCRIPTOR, PackFiles
from shigu.engine.pack.problems import PACKAGE, PackError, problem
from shigu.engine.pack.read import Pack, pack_from
from shigu.engine.pack.upload.archive import Budget, Parts, parts, pieces
from shigu.engine.pack.upload.limits import Limits
from shigu.engine.pack.upload.values import Refused

LIMITS = Limits()


def archive_of(files: PackFiles, name: str) -> bytes:
    """The files of a pack in a folder ``name`` of a zip file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.contents.items():
            archive.writestr(f"{name}/{path}", text)
    return content.getvalue()


def read_archive(content: bytes, limits: Limits = LIMITS) -> Pack:
    """Read the pack in a zip file; it may lie in a folder of the archive.

    Raises:
        PackError: it is no sound archive, or the pack in it has problems.
    """
    try:
        files = _files(content, limits)
    except Refused as refusal:
        raise PackError((refusal.told(PACKAGE),)) from refusal
    return pack_from(examine_files(files))


def _files(content: bytes, limits: Limits) -> PackFiles:
    found = parts(content, limits)
    home = _home(found)
    budget, contents = Budget(limits), {}
    for name in sorted(found):
        path = PurePosixPath(name)
        if name.endswith("/") or not path.is_relative_to(home):
            continue
        inner = path.relative_to(home)
        if any(part == ".." or part.startswith((".", "~$")) for part in inner.parts):
            continue
        held = []
        for piece in pieces(content, found[name]):
            budget.spend(len(piece))
            held.append(piece)
        contents[inner.as_posix()] = b"".join(held)
    return PackFiles(contents, ())


def _home(found: Parts) -> PurePosixPath:
    """The folder of the archive in which the pack lies.

    Raises:
        PackError: there is no descriptor.
    """
    homes = [PurePosixPath(name).parent for name in found if PurePosixPath(name).name == DESCRIPTOR]
    if not homes:
        raise PackError((problem("package-missing", PACKAGE),))
    return min(homes, key=lambda home: (len(home.parts), home))
