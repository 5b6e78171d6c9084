"""Chinese in an English page says that it is Chinese, so that a screen reader voices it rightly.

Names, notes and titles of sources have no English; they stand wherever data stands. One place
marks them all (WCAG 2.2, 3.1.2 Language of Parts): a stretch of Chinese gets an element of its
own, and an element that may hold text alone carries the mark itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from shigu.face.units import is_chinese

HAN = "㐀-鿿豈-﫿"
WIDE = f"[{HAN}\u3001-\u303f\uff01-\uff5e]"
ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
PIECES = re.compile(
    rf"(?P<left><(?P<name>script|style|title|svg)\b.*?</(?P=name)\s*>)"
    rf"|<(?P<holder>option|textarea)(?P<rest>\b{ATTRIBUTES}>[^<]*[{HAN}][^<]*)"
    rf"|(?P<tag><(?:!--.*?--|{ATTRIBUTES})>)"
    rf"|(?P<said>(?:\b[\w.+-]{{1,12}})?{WIDE}*[{HAN}]{WIDE}*(?:[\w.·+/“”‘’-]{{0,12}}{WIDE}+)*)",
    re.DOTALL | re.ASCII,
)
Answer = Callable[[HttpRequest], HttpResponse]


def marked(html: str) -> str:
    """The page with every stretch of Chinese marked; what is inside of tags stays as it is."""
    return PIECES.sub(_mark, html)


def _mark(found: re.Match[str]) -> str:
    if found["said"]:
        return f'<span lang="zh-Hans">{found["said"]}</span>'
    if found["holder"]:
        return f'<{found["holder"]} lang="zh-Hans"{found["rest"]}'
    return found[0]


def tongues(answer: Answer) -> Answer:
    """Middleware: pages in another language than Chinese mark the Chinese in them."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if _is_foreign_page(response):
            html = response.content.decode(response.charset)
            response.content = marked(html).encode(response.charset)
        return response

    return answered


def _is_foreign_page(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and "Content-Disposition" not in response
        and not is_chinese(get_language() or "zh-hans")
    )
