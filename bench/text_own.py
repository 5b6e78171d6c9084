"""Passages of our own as documents in the shape that readings are shown in."""

from shigu.engine.text.passages.values import MarkedName, Passage
from shigu.engine.text.quantity.read import quantities


def as_gold(passage):
    """``entities``, ``attributes``, ``relations`` and ``events`` of a labelled passage.

    Values are what the normaliser makes of the marked span: the score tells whether the span was
    found and keyed right, the normaliser has its own test.
    """
    read = quantities(passage.text, passage.published)
    return {
        "id": passage.id,
        "text": passage.text,
        "pub_date": passage.published and passage.published.isoformat(),
        "entities": [_span(each) | {"id": each.id, "type": each.type} for each in passage.names],
        "attributes": [
            _span(each)
            | {"id": each.id, "key": each.key, "subject": each.subject, "modality": each.modality}
            | {"value": value(read, each)}
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


def value(read, marked):
    """The value that is read where the mark is."""
    here = [each for each in read if each.span.start < marked.end and marked.start < each.span.end]
    return here[0].answer if here else f"not read: {marked.text}"


def as_passage(doc):
    """The names of a document in the gold shape, without nested ones, to learn from."""
    names, end = [], 0
    for each in sorted(doc["entities"], key=lambda name: (name["start"], -name["end"])):
        if each["start"] >= end:
            end = each["end"]
            names.append(MarkedName(each["id"], each["type"], each["start"], end, each["text"]))
    return Passage(doc["id"], None, doc["text"], tuple(names), (), (), ())


def _span(each):
    return {"start": each.start, "end": each.end, "text": each.text}
