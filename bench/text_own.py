"""Passages of our own as documents in the shape that readings are shown in."""

from shigu.engine.text.quantity.read import quantities


def as_gold(passage):
    """``entities``, ``attributes``, ``relations`` and ``events`` of a labelled passage.

    Values are what the normaliser makes of the marked span: the score tells whether the span was
    found and keyed right, the normaliser has its own test.
    """
    read = {
        (each.span.start, each.span.end): each
        for each in quantities(passage.text, passage.published)
    }
    return {
        "id": passage.id,
        "text": passage.text,
        "pub_date": passage.published and passage.published.isoformat(),
        "entities": [_span(each) | {"id": each.id, "type": each.type} for each in passage.names],
        "attributes": [
            _span(each)
            | {"id": each.id, "key": each.key, "subject": each.subject, "modality": each.modality}
            | {"value": value(read.get((each.start, each.end)), each)}
            for each in passage.values
        ],
        "relations": [{"type": each.type, "args": dict(each.args)} for each in passage.relations],
        "events": [
            {
                "type": each.type,
                "trigger": _span(each),
                "modality": each.modality,
                "args": [{"role": role, "ref": ref} for role, ref in each.args],
            }
            for each in passage.events
        ],
    }


def value(quantity, marked):
    return quantity.answer if quantity else f"not read: {marked.text}"


def _span(each):
    return {"start": each.start, "end": each.end, "text": each.text}
