"""A workbook's zip archive, unfolded piece by piece so that a bomb goes off in no memory.

Sizes in the directory of an archive are claims. What counts here is what comes out of the
stream of each part, read to its end.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from shigu.engine.pack.upload.limits import MB, Limits
from shigu.engine.pack.upload.values import Kind, Refused

FEED = 1 << 16
PIECE = 1 << 20
ENCRYPTED = 0x1
LOCAL_HEADER = 30
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
ODS_TYPE = "mimetype"

Parts = dict[str, zipfile.ZipInfo]


def parts(content: bytes, limits: Limits) -> Parts:
    """The parts of the archive by name.

    Raises:
        Refused: it is damaged, encrypted, packed in another way or has too many parts.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("upload-damaged", value=error) from error
    if len(found) > limits.parts:
        raise Refused("upload-unzipped", limit=f"{limits.parts} parts")
    if any(part.flag_bits & ENCRYPTED for part in found):
        raise Refused("upload-protected")
    strange = [part.filename for part in found if part.compress_type not in METHODS]
    if strange:
        raise Refused("upload-damaged", value=strange[0])
    return {part.filename: part for part in found}


def kind_of(content: bytes, found: Parts) -> Kind:
    """Which kind of workbook the parts make.

    Raises:
        Refused: none that is read.
    """
    if "xl/workbook.xml" in found:
        return "xlsx"
    if ODS_TYPE in found and b"".join(pieces(content, found[ODS_TYPE])).strip() == ODS:
        return "ods"
    if "xl/workbook.bin" in found:
        raise Refused(
            "upload-type", hint_zh="二进制工作簿 (xlsb)", hint_en="a binary workbook (xlsb)"
        )
    if "word/document.xml" in found:
        raise Refused("upload-type", hint_zh="Word 文档", hint_en="a Word document")
    raise Refused("upload-type", hint_zh="压缩包", hint_en="a zip archive")


def pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What the part unfolds to, at most a megabyte at a time.

    Raises:
        Refused: its stream is broken.
    """
    try:
        name, extra = struct.unpack_from("<HH", content, part.header_offset + 26)
        begin = part.header_offset + LOCAL_HEADER + name + extra
        packed = content[begin : begin + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            yield packed
        else:
            yield from _inflated(packed)
    except (struct.error, zlib.error) as error:
        raise Refused("upload-damaged", value=error) from error


def _inflated(packed: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), FEED):
        feed = packed[start : start + FEED]
        while feed and not stream.eof:
            yield stream.decompress(feed, PIECE)
            feed = stream.unconsumed_tail


class Budget:
    """What all parts together may still unfold to."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.unzipped_bytes
        self._left = limits.unzipped_bytes

    def spend(self, amount: int) -> None:
        """Raises:
        Refused: nothing is left.
        """
        self._left -= amount
        if self._left < 0:
            raise Refused("upload-unzipped", limit=f"{self._limit // MB} MB")
