"""A reading as JSON in the shape of labelled passages: entities, attributes, relations, events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shigu.engine.text.model import Argument, Attribute, Mention, Quantity, Span
from shigu.engine.text.reading import Reading

Json = dict[str, Any]
Known = dict[Mention | Quantity, str]


def shown(reading: Reading) -> Json:
    """``entities``, ``attributes``, ``relations`` and ``events`` with ids that tie them."""
    ids: Known = {name: f"e{at}" for at, name in enumerate(reading.mentions, 1)}
    values: Known = {each.quantity: f"a{at}" for at, each in enumerate(reading.attributes, 1)}
    known: Known = {**ids, **values}
    return {
        "entities": [
            {"id": ids[name], "type": name.type, **_span(name.span), "score": name.score}
            for name in reading.mentions
        ],
        "attributes": [_attribute(each, known) for each in reading.attributes],
        "relations": [
            {"type": each.type, "args": dict(_refs(each.args, known))} for each in reading.relations
        ],
        "events": [
            {
                "id": f"t{at}",
                "type": event.type,
                "trigger": _span(event.trigger),
                "args": [{"role": role, "ref": ref} for role, ref in _refs(event.args, known)],
                "modality": event.modality,
            }
            for at, event in enumerate(reading.events, 1)
        ],
    }


def _attribute(each: Attribute, known: Known) -> Json:
    quantity = each.quantity
    return {
        "id": known[quantity],
        "key": quantity.key,
        "subject": known[each.subject] if each.subject else None,
        **_span(quantity.span),
        "value": quantity.answer,
        "unit": quantity.unit,
        "qualifier": _qualifier(quantity),
        "modality": each.modality,
        "speaker": known[each.speaker] if each.speaker else None,
    }


def _qualifier(quantity: Quantity) -> str | None:
    return None if quantity.qualifier == "range" else quantity.qualifier


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _refs(args: Iterable[Argument], known: Known) -> list[tuple[str, str]]:
    return [
        (arg.role, known[arg.filler])
        for arg in args
        if isinstance(arg.filler, Mention | Quantity) and arg.filler in known
    ]
