"""CSV and TSV in the encodings that offices use, as a grid."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from shigu.engine.pack.encoding import looks_utf16
from shigu.engine.pack.header import TITLE_ROWS, known_cells
from shigu.engine.pack.parse import Unreadable, records
from shigu.engine.pack.schema import Table
from shigu.engine.pack.upload.limits import Limits
from shigu.engine.pack.upload.values import Grid, Kind, Refused

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
UNLIKELY = re.compile(r"[\u0100-\u036f\u0400-\u07ff]")
"""Letters of Latin Extended, Cyrillic and beyond: where a UTF-8 text has no others above ASCII it
is GBK, as of a lone 片, whose two bytes are Ƭ in UTF-8. Greek is left out: μ and Ω are units."""
DELIMITERS = (",", "\t", ";")


def text_sheet(content: bytes, table: Table, limits: Limits) -> tuple[Kind, str, Grid]:
    """The file as csv or tsv, the name of its encoding, and its cells.

    Raises:
        Refused: it is no text, or has too many rows or columns.
        Unreadable: its quotation marks do not close.
    """
    text, encoding = decoded(content)
    delimiter = delimiter_of(text, table)
    rows = [cells for _, cells in islice(records(text, delimiter), limits.rows + 1)]
    if len(rows) > limits.rows:
        raise Refused("upload-rows", value=f"> {limits.rows}", limit=limits.rows)
    width = max((len(cells) for cells in rows), default=0)
    if width > limits.columns:
        raise Refused("upload-columns", value=width, limit=limits.columns)
    return ("tsv" if delimiter == "\t" else "csv"), encoding, Grid(None, rows)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        Refused: it is no text in an encoding that offices use.
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" or not _is_gbk_by_chance(text):
            return text, encoding
    raise Refused("file-encoding", value=_first_bad(content))


def _candidates(content: bytes) -> tuple[str, ...]:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return (encoding,)
    if b"\0" not in content:
        return ("utf-8", "gb18030")
    if not looks_utf16(content):
        raise Refused("file-binary")
    little = content[1::2].count(0) >= content[::2].count(0)
    return ("utf-16-le",) if little else ("utf-16-be",)


def _is_gbk_by_chance(text: str) -> bool:
    above = [letter for letter in set(text) if not letter.isascii()]
    return bool(above) and all(UNLIKELY.match(letter) for letter in above)


def _first_bad(content: bytes) -> int:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def delimiter_of(text: str, table: Table) -> str:
    """The one that makes most column names of the first rows."""

    def found(delimiter: str) -> int:
        try:
            start = list(islice(records(text, delimiter), TITLE_ROWS))
        except Unreadable:
            return 0
        return max((known_cells(cells, table) for _, cells in start), default=0)

    return max(DELIMITERS, key=found)
