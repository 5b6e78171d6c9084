"""What passages say, where their names are given: the grammar alone, exactly.

The cases of ``said`` are labelled passages; what is marked in them is all that they say.
"""

from pathlib import Path

import pytest

from shigu.engine.text.model import Mention, Span
from shigu.engine.text.passages import parse
from shigu.engine.text.reading import read


def said(name):
    source = (Path(__file__).parent / "said" / f"{name}.txt").read_text("utf-8")
    return pytest.mark.parametrize("passage", parse(source, name), ids=lambda each: each.id)


def reading(passage):
    names = [
        Mention(Span(each.start, each.end, each.text), each.type, ("hand",), 1.0)
        for each in passage.names
    ]
    return read(passage.text, passage.published, lambda _: names)


def words(passage, args):
    told = {each.id: each.text for each in (*passage.names, *passage.values)}
    return sorted((role, told[ref]) for role, ref in args)


def filled(args):
    return sorted((arg.role, arg.filler.span.text) for arg in args)


@said("posts")
def test_titles_are_read_right_to_left_from_the_person(passage):
    found = [each for each in reading(passage).relations if each.type == "person_title_org"]
    assert [filled(each.args) for each in found] == [
        words(passage, each.args) for each in passage.relations
    ]


@said("ties")
def test_names_are_tied_as_the_passage_says(passage):
    found = sorted((each.type, filled(each.args)) for each in reading(passage).relations)
    assert found == sorted((each.type, words(passage, each.args)) for each in passage.relations)


@said("events")
def test_events_are_told_with_what_plays_a_part(passage):
    found = reading(passage).events
    assert [(each.type, each.trigger.text, each.modality) for each in found] == [
        (each.type, each.text, each.modality) for each in passage.events
    ]
    assert [filled(each.args) for each in found] == [
        words(passage, each.args) for each in passage.events
    ]


@said("values")
def test_values_are_given_to_whose_they_are_and_sums_to_nobody(passage):
    found = [each for each in reading(passage).attributes if each.quantity.key != "date"]
    told = {each.id: each.text for each in passage.names}
    assert [
        (
            each.quantity.key,
            each.quantity.span.text,
            each.subject and each.subject.span.text,
            each.modality,
            each.speaker and each.speaker.span.text,
        )
        for each in found
    ] == [
        (each.key, each.text, told.get(each.subject), each.modality, told.get(each.speaker))
        for each in passage.values
    ]
