"""A passage read: names, values, events and relations, with offsets of the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shigu.engine.text.grammar.aliases import spread
from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Attribute, Event, Mention, Relation
from shigu.engine.text.quantity.read import quantities
from shigu.engine.text.tagger.tag import Tagger, names
from shigu.engine.text.ties.ties import Ties, said, shipped


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says; every span is a slice of ``text``."""

    text: str
    mentions: tuple[Mention, ...]
    attributes: tuple[Attribute, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]


def read(
    text: str,
    published: date | None = None,
    tagger: Tagger = names,
    ties: Ties | None = None,
) -> Reading:
    """What ``text``, published on that day, says. Reads texts one by one: no batch changes it."""
    mentions = tuple(spread(text, tagger(text)))
    scene = Scene(text, mentions, quantities(text, published))
    events, attributes, relations = said(scene, ties or shipped())
    return Reading(text, mentions, tuple(attributes), tuple(relations), tuple(events))
