"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
from typing import Literal

from shigu.engine.pack.upload.values import Refused

Family = Literal["zip", "ole", "text"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|script)\b", re.I)
STRANGERS = {
    b"%PDF": ("PDF", "a PDF"),
    b"{\\rtf": ("RTF 文档", "an RTF document"),
    b"\x89PNG": ("图片", "a picture"),
    b"\xff\xd8\xff": ("图片", "a picture"),
    b"GIF8": ("图片", "a picture"),
    b"Rar!": ("RAR 压缩包", "a RAR archive"),
    b"7z\xbc\xaf": ("7z 压缩包", "a 7z archive"),
    b"\x1f\x8b": ("gzip 压缩包", "a gzip archive"),
    b"PAR1": ("Parquet 文件", "a Parquet file"),
    b"SQLite": ("数据库", "a database"),
    b"MZ": ("程序", "a program"),
    b"\x7fELF": ("程序", "a program"),
}
BEGINNING = 1024


def family(content: bytes) -> Family:
    """Zip archive (xlsx, ods), OLE file (xls) or text.

    Raises:
        Refused: the file is empty or something else.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Refused("file-empty")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if content.startswith(OLE):
        return "ole"
    _refuse_strangers(content[:BEGINNING])
    return "text"


def _refuse_strangers(start: bytes) -> None:
    for mark, (zh, en) in STRANGERS.items():
        if start.startswith(mark):
            raise Refused("upload-type", hint_zh=zh, hint_en=en)
    ascii_only = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if HTML.match(ascii_only.removeprefix(b"\xff\xfe").lstrip()):
        raise Refused("upload-type", hint_zh="网页", hint_en="a web page")
    if ascii_only.startswith(b"<"):
        raise Refused("upload-type", hint_zh="XML 文件", hint_en="an XML file")
