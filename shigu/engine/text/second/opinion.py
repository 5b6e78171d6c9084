"""A second opinion of an article: asked part by part, checked, in the shape of our claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from shigu.engine.text.claims import Claim, claims_of
from shigu.engine.text.document import MOST_CHARACTERS
from shigu.engine.text.model import Span
from shigu.engine.text.second.answer import Why
from shigu.engine.text.second.checked import Checked
from shigu.engine.text.second.request import Messages, messages, parts
from shigu.engine.text.views import TextView

Ask = Callable[[Messages], str]
"""Puts a request to the second reader and hands back the text of its answer."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a second reader claims that stands in the text, and how much else it said, by reason."""

    claims: tuple[Claim, ...]
    dropped: Mapping[Why, int]


def questions(view: TextView) -> tuple[Span, ...]:
    """The parts of a normalised body that a second reader is asked about, one request each."""
    return tuple(parts(view.text[:MOST_CHARACTERS]))


def second_opinion(doc: str, view: TextView, published: date | None, ask: Ask) -> Opinion:
    """Have the normalised body ``view`` of the document with id ``doc`` read a second time.

    Every part is asked before anything is taken: a question that fails leaves nothing half read.

    Raises:
        Exception: whatever ``ask`` raises.
    """
    answers = [(part, ask(messages(part))) for part in questions(view)]
    checked = Checked(view.text[:MOST_CHARACTERS], published)
    reading = checked.take(answers)
    return Opinion(claims_of(doc, view, reading), dict(checked.dropped))
