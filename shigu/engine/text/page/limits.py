"""What a page may be at most, and how one that is more is refused.

All work on a page is linear in its size, so that within these limits none takes more than some
seconds on one core; there is no clock in the engine.
"""

from __future__ import annotations

MOST_BYTES = 8_000_000
"""A news page has some hundred kilobytes."""
MOST_DEPTH = 512
"""Elements open inside one another."""
MOST_LINES = 100_000
MOST_ELEMENTS = 200_000


class UnreadablePageError(ValueError):
    """A page that is no page, or more than a page may be; ``code`` is stable."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en


def too_large(size: int) -> UnreadablePageError:
    zh = f"网页有 {size:,} 字节，最多读 {MOST_BYTES:,} 字节；请先截取正文"
    en = f"the page has {size:,} bytes, at most {MOST_BYTES:,} are read; cut out the article first"
    return UnreadablePageError("too_large", zh, en)


def too_deep() -> UnreadablePageError:
    zh = f"网页元素嵌套超过 {MOST_DEPTH} 层；请另存为纯文本"
    en = f"elements are nested more than {MOST_DEPTH} deep; save the page as plain text"
    return UnreadablePageError("too_deep", zh, en)


def too_many() -> UnreadablePageError:
    zh = f"网页超过 {MOST_LINES:,} 行或 {MOST_ELEMENTS:,} 个元素；请先截取正文"
    en = f"more than {MOST_LINES:,} lines or {MOST_ELEMENTS:,} elements; cut out the article first"
    return UnreadablePageError("too_many", zh, en)


def no_text() -> UnreadablePageError:
    zh = "不是文字：无法按 UTF-8、GB18030 或 Big5 解码；请检查文件"
    en = "this is no text: neither UTF-8, GB18030 nor Big5 fits; check the file"
    return UnreadablePageError("no_text", zh, en)


def empty() -> UnreadablePageError:
    return UnreadablePageError("empty", "网页没有文字；请检查文件", "no text in it; check the file")
