"""The rows of a CSV file of any size and of uneven quality, block by block.

A row is a line; one whose quotes are not in pairs goes on into the lines after it, as far as they
close it. In GB 18030 no second byte is a comma, a quote or a line end, so lines are parted before
they are decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from csv import Error as CsvError
from csv import reader
from dataclasses import dataclass
from io import StringIO
from typing import BinaryIO

from shigu.scale.quarantine import Quarantine

BLOCK_BYTES = 1 << 24
MOST_LINES = 64
"""A quoted cell with more lines than this is taken for a quote that was never closed."""
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Block:
    """Whole rows in UTF-8, each with the line where it begins."""

    numbers: list[int]
    rows: list[bytes]


def encoding_of(sample: bytes) -> str:
    """UTF-8 or GB 18030, whichever decodes more of the sample's lines."""
    lines = sample.splitlines()[:-1] or [sample]
    good = {name: sum(_decodes(line, name) for line in lines) for name in ("utf-8", "gb18030")}
    return "gb18030" if good["gb18030"] > good["utf-8"] else "utf-8"


def blocks(file: BinaryIO, encoding: str, width: int, quarantine: Quarantine) -> Iterator[Block]:
    """The rows of ``file``, its header among them, blank lines left out; ``width`` columns."""
    number, kept, read = 1, b"", b"\n"
    while read:
        read = file.read(BLOCK_BYTES)
        content = kept + read
        cut = content.rfind(b"\n") + 1 if read else len(content)
        lines = content[:cut].split(b"\n")
        tail = lines.pop() + content[cut:] if read else content[cut:]
        if number == 1 and lines:
            lines[0] = lines[0].removeprefix(BOM)
        rows = _Reader(lines, number, encoding, width, quarantine)
        yield rows.read(last=not read)
        kept = b"".join(line + b"\n" for line in lines[rows.at :]) + tail
        number += rows.at


class _Reader:
    def __init__(
        self, lines: list[bytes], number: int, encoding: str, width: int, quarantine: Quarantine
    ) -> None:
        self._lines, self._number, self._quarantine = lines, number, quarantine
        self._encoding, self._width = encoding, width
        self.at = 0

    def read(self, *, last: bool) -> Block:
        """Rows up to the end, or to one that the lines to come may still close."""
        block = Block([], [])
        while self.at < len(self._lines):
            size = self._size()
            if not size and not last and len(self._lines) - self.at < MOST_LINES:
                break
            row = b"\n".join(self._lines[self.at : self.at + max(size, 1)]).removesuffix(b"\r")
            self._take(row, block, closed=size > 0)
            self.at += max(size, 1)
        return block

    def _take(self, row: bytes, block: Block, *, closed: bool) -> None:
        number, text = self._number + self.at, _decoded(row, self._encoding)
        if text is None:
            alien = self._encoding == "utf-8" and _decodes(row, "gb18030")
            name = "gb18030" if alien else self._encoding
            code = "gbk" if alien else "encoding"
            self._quarantine.put(number, code, row.decode(name, "backslashreplace"))
        elif not closed:
            self._quarantine.put(number, "quote", text.decode())
        elif text.strip():
            block.numbers.append(number)
            block.rows.append(text)

    def _size(self) -> int:
        """How many lines the next row takes until its quotes are in pairs; 0 if they never are."""
        if self._lines[self.at].count(b'"') % 2 == 0:
            return 1
        for end in range(self.at + 1, min(len(self._lines), self.at + MOST_LINES)):
            if self._lines[end].count(b'"') % 2:
                row = b"\n".join(self._lines[self.at : end + 1])
                return end + 1 - self.at if self._is_row(row) else 0
        return 0

    def _is_row(self, row: bytes) -> bool:
        try:
            cells = next(reader(StringIO(row.decode(self._encoding, "replace")), strict=True))
        except CsvError:
            return False
        return len(cells) == self._width


def _decoded(row: bytes, encoding: str) -> bytes | None:
    """The row in UTF-8."""
    try:
        text = row.decode(encoding)
    except UnicodeDecodeError:
        return None
    return row if encoding == "utf-8" else text.encode()


def _decodes(line: bytes, encoding: str) -> bool:
    return _decoded(line, encoding) is not None
