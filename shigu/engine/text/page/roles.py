"""The role of every line of a page, once its body is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shigu.engine.text.model import Block, Role, Span
from shigu.engine.text.page.lines import STOP, SURE_BODY, Judged

NEVER_BODY = frozenset({"contact", "copyright", "nav"})
SURE, LIKELY = 0.9, 0.6


def roles(
    texts: Sequence[str], lines: Sequence[Judged], linked: Sequence[int], body: Collection[int]
) -> list[Role]:
    """A role for each line: what it states of itself, else by where it stands.

    Contacts, licences and navigation inside the body's element stay what they are; the credits
    above and below the text are meta; what follows a heading of related articles is related.
    """
    chosen = sorted(body)
    ended = _end(texts, chosen)
    kept = {at for at in chosen if at < ended and lines[at].role not in NEVER_BODY}
    kept -= {at for at in kept if lines[at].role == "related" and linked[at]}
    core = [at for at in kept if lines[at].role is None]
    if not core:
        return [_outside(line, texts[at], at, 0) for at, line in enumerate(lines)]
    first, last = min(core), max(core)
    return [
        "body" if at in kept and first <= at <= last else _outside(line, texts[at], at, first)
        for at, line in enumerate(lines)
    ]


def blocks(
    spans: Sequence[Span], known: Sequence[Role], lines: Sequence[Judged], agreement: float
) -> tuple[Block, ...]:
    """The lines as blocks; a body is as sure as the voters agree, another role as it was stated."""
    return tuple(
        Block(span.start, span.end, role, round(_score(role, line, agreement), 3))
        for span, role, line in zip(spans, known, lines, strict=True)
    )


def _end(texts: Sequence[str], chosen: Sequence[int]) -> int:
    seen = 0
    for at in chosen:
        if seen >= SURE_BODY and len(texts[at]) < 40 and STOP.match(texts[at]):
            return at
        seen += len(texts[at])
    return len(texts)


def _outside(line: Judged, text: str, at: int, first: int) -> Role:
    if line.role is not None:
        return line.role
    if line.worth > 3 and len(text) > 30:
        return "teaser"
    return "nav" if at < first else "related"


def _score(role: Role, line: Judged, agreement: float) -> float:
    if role == "body":
        return agreement
    return SURE if line.role == role else LIKELY
