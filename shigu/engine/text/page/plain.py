"""Plain text as lines, where they lie in it."""

from __future__ import annotations

import re

from shigu.engine.text.model import Span
from shigu.engine.text.page.limits import MOST_LINES, too_many

LINE = re.compile(r"[^\r\n\u0085\u2028\u2029]+")
TAGS = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|span|br|meta|title|article|section)\b", re.I
)
EDGE = " \t\v\f\u3000\xa0\u200b\ufeff"


def spans(raw: str) -> list[Span]:
    """The lines of ``raw`` that say something, without the blanks around them.

    Raises:
        UnreadablePageError: more lines than a page may have.
    """
    found = [_trimmed(raw, *line.span()) for line in LINE.finditer(raw)]
    kept = [span for span in found if span.text]
    if len(kept) > MOST_LINES:
        raise too_many()
    return kept


def is_html(text: str, mime: str | None) -> bool:
    """Whether this is a page with elements, by what the server said or by the first of them."""
    if mime and "html" in mime:
        return True
    return len(TAGS.findall(text[:20_000])) >= 2


def _trimmed(raw: str, start: int, end: int) -> Span:
    text = raw[start:end].lstrip(EDGE)
    start = end - len(text)
    text = text.rstrip(EDGE)
    return Span(start, start + len(text), text)
