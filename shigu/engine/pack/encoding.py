"""From bytes to text, or the name of what stands in the way."""

from __future__ import annotations

import codecs

from shigu.engine.pack.problems import Problem, problem

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of xlsx (a zip archive) and of xls (an OLE compound file)."""
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, table: str) -> str | Problem:
    """The text of a UTF-8 file without its byte-order mark."""
    if content.startswith(WORKBOOKS):
        return problem("file-spreadsheet", table)
    if content.startswith(UTF16):
        return problem("file-utf16", table)
    if b"\0" in content:
        return problem("file-utf16" if looks_utf16(content) else "file-binary", table)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_gbk(content):
            return problem("file-gbk", table)
        return problem("file-encoding", table, value=error.start)
    return text if text.strip() else problem("file-empty", table)


def looks_utf16(content: bytes) -> bool:
    """UTF-16 without mark: commas and line ends have a zero byte beside them."""
    return any("\n" in text or "," in text for text in _utf16_readings(content[:4096]))


def _utf16_readings(content: bytes) -> list[str]:
    even = content[: len(content) // 2 * 2]
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            readings.append(even.decode(encoding))
        except UnicodeDecodeError:
            continue
    return readings


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
