"""A page read whole: its raw text, its lines with their roles, and the article in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shigu.engine.text.model import Block, RawDoc, Role, Span
from shigu.engine.text.normal.integrity import Integrity
from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.page.decode import decode
from shigu.engine.text.page.limits import empty
from shigu.engine.text.page.lines import Judged, best_run, judged
from shigu.engine.text.page.metadata import Metadata, metadata
from shigu.engine.text.page.nodes import Page, parse
from shigu.engine.text.page.plain import is_html, spans
from shigu.engine.text.page.roles import blocks, roles
from shigu.engine.text.page.voters import Lines, vote
from shigu.engine.text.views import Piece, TextView

LINES_ALONE = 0.8
"""How sure a body of plain text is, where nothing but its lines could be asked."""
A_NOTE = 0.4
"""How sure it is that a text without a sentence is all body."""


@dataclass(frozen=True, slots=True)
class Article:
    """``raw`` is the text that all offsets are in.

    Of plain text it is the file as decoded; of HTML it is the visible text in reading order, a
    line for each block element. ``body`` and ``norm`` are views of it.
    """

    doc: RawDoc
    encoding: str
    raw: TextView
    blocks: tuple[Block, ...]
    meta: Metadata
    body: TextView
    norm: TextView
    integrity: Integrity


def read_page(doc: RawDoc, charset: str | None = None) -> Article:
    """Read a page; ``charset`` is what the server said of it.

    Raises:
        UnreadablePageError: too large, too deep, too long, empty, or no text.
    """
    text, encoding = decode(doc.content, charset)
    page = parse(text) if is_html(text, doc.mime) else None
    raw = text if page is None else "\n".join(line.text for line in page.lines)
    lines = spans(raw) if page is None else _line_spans(page)
    if not lines:
        raise empty()
    return _article(doc, encoding, TextView("raw", raw), lines, page)


def _article(
    doc: RawDoc, encoding: str, raw: TextView, lines: list[Span], page: Page | None
) -> Article:
    texts = [line.text for line in lines]
    linked = [line.linked for line in page.lines] if page else [0] * len(lines)
    judgement = judged(texts, linked)
    if page:
        chosen, agreement = vote(page, judgement)
    else:
        chosen, agreement = _body_of_lines(texts, judgement)
    known = roles(texts, judgement, linked, chosen)
    page = page or Page()
    meta = metadata(texts, known, page.head, page.title, page.data)
    known = _titled(texts, known, meta.title)
    body = body_view(raw, lines, known)
    norm, trust = normalise(body)
    title = normalise(TextView("raw", meta.title))[0].text if meta.title else None
    shown = blocks(lines, known, judgement, agreement)
    return Article(doc, encoding, raw, shown, replace(meta, title=title), body, norm, trust)


def _body_of_lines(texts: Sequence[str], judgement: Sequence[Judged]) -> tuple[Lines, float]:
    run = frozenset(range(*best_run(texts, judgement)))
    if run:
        return run, LINES_ALONE
    return frozenset(at for at, line in enumerate(judgement) if line.role is None), A_NOTE


def body_view(raw: TextView, lines: Sequence[Span], known: Sequence[Role]) -> TextView:
    """The lines of the body, each with a line end, as a view of ``raw``."""
    kept = [line for line, role in zip(lines, known, strict=True) if role == "body"]
    pieces: list[Piece] = []
    at = 0
    for line in kept:
        length = len(line.text) + (line is not kept[-1])
        pieces.append(Piece(at, length, line.start, length))
        at += length
    return TextView("body", "\n".join(line.text for line in kept), raw, tuple(pieces))


def normalised_body(raw: str, blocks: Sequence[Block]) -> TextView:
    """The body of a page that is kept as its raw text and blocks, as it was read at first."""
    lines = [Span.of(raw, block.start, block.end) for block in blocks]
    body = body_view(TextView("raw", raw), lines, [block.role for block in blocks])
    return normalise(body)[0]


def _line_spans(page: Page) -> list[Span]:
    found: list[Span] = []
    at = 0
    for line in page.lines:
        found.append(Span(at, at + len(line.text), line.text))
        at += len(line.text) + 1
    return found


def _titled(texts: Sequence[str], known: Sequence[Role], title: str | None) -> list[Role]:
    return [
        "title" if text == title and role != "body" else role
        for text, role in zip(texts, known, strict=True)
    ]
