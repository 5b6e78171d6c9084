"""What passages say, where their names are given: what was learned, and what the grammar adds.

The cases of ``said`` are labelled passages that nothing was learned from; what is marked in them is
all that they say.
"""

from collections import Counter
from pathlib import Path

import pytest

from shigu.engine.text.model import Mention, Quantity, Span
from shigu.engine.text.passages import parse, passages
from shigu.engine.text.passages.labels import EVENTS, KEYS, RELATIONS
from shigu.engine.text.reading import read
from shigu.engine.text.ties.training import learned
from shigu.engine.text.ties.weights import save


def said(name):
    return parse((Path(__file__).parent / "said" / f"{name}.txt").read_text("utf-8"), name)


def reading(passage):
    names = [
        Mention(Span(each.start, each.end, each.text), each.type, ("hand",), 1.0)
        for each in passage.names
    ]
    return read(passage.text, passage.published, lambda _: names)


def filled(args):
    return tuple(sorted((arg.role, arg.filler.span.text) for arg in args))


def words(passage, args):
    told = {each.id: each.text for each in (*passage.names, *passage.values)}
    return tuple(sorted((role, told[ref]) for role, ref in args))


def ties(passage):
    found = Counter((each.type, filled(each.args)) for each in reading(passage).relations)
    marked = Counter((each.type, words(passage, each.args)) for each in passage.relations)
    return found, marked


def events(passage):
    found = Counter((each.type, each.trigger.start) for each in reading(passage).events)
    return found, Counter((each.type, each.start) for each in passage.events)


def parts(passage):
    """Of the events that are found."""
    found = {(each.type, each.trigger.start): each.args for each in reading(passage).events}
    marked = {(each.type, each.start): each.args for each in passage.events}
    both = found.keys() & marked.keys()
    return (
        Counter((*key, filled([arg])) for key in both for arg in found[key]),
        Counter((*key, words(passage, [arg])) for key in both for arg in marked[key]),
    )


def owners(passage):
    told = {each.id: each.text for each in passage.names}
    found = Counter(
        (each.quantity.span.start, each.subject and each.subject.span.text)
        for each in reading(passage).attributes
        if each.quantity.key != "date"
    )
    values = [each for each in passage.values if each.key != "date"]
    return found, Counter((each.start, told.get(each.subject)) for each in values)


@pytest.mark.parametrize(
    ("name", "asked", "least"),
    [
        ("posts", ties, 0.9),
        ("ties", ties, 0.8),
        ("events", events, 0.65),
        ("events", parts, 0.9),
        ("values", owners, 0.65),
    ],
)
def test_short_passages_are_understood(name, asked, least):
    scored = [asked(passage) for passage in said(name)]
    right = sum((found & marked).total() for found, marked in scored)
    told = sum(found.total() + marked.total() for found, marked in scored)
    assert 2 * right / told >= least


@pytest.mark.parametrize("passage", said("values"), ids=lambda each: each.id)
def test_how_an_amount_is_meant_and_who_says_so_is_read_from_its_clause(passage):
    found = [each for each in reading(passage).attributes if each.quantity.key != "date"]
    told = {each.id: each.text for each in passage.names}
    assert [
        (each.quantity.key, each.modality, each.speaker and each.speaker.span.text)
        for each in found
    ] == [(each.key, each.modality, told.get(each.speaker)) for each in passage.values]


def test_nothing_is_told_that_has_no_name_in_the_vocabulary():
    for passage in passages("train")[::40]:
        found = reading(passage)
        assert {each.quantity.key for each in found.attributes} <= set(KEYS)
        for tie in found.relations:
            roles = tuple(arg.role for arg in tie.args)
            assert roles == RELATIONS[tie.type][: len(roles)]
        for event in found.events:
            known = {*EVENTS[event.type].values(), "agent", "object", "visitor", "place", "company"}
            assert {arg.role for arg in event.args} <= known | {"project", "park"}
            dates = [arg.filler for arg in event.args if isinstance(arg.filler, Quantity)]
            assert dates == ([event.date] if event.date else [])


def test_the_same_passages_give_the_same_weights(tmp_path):
    own = passages("train")[:24]
    for name in ("one", "again"):
        save(tmp_path / name, learned(own))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "again").read_bytes()


def test_a_sum_of_many_projects_is_never_one_projects():
    source = (
        "[PROJECT 封测项目]在[DISTRICT 滨江区]<START 开工>。"
        "当天，[DISTRICT 滨江区]开工{count_projects 18个}项目，总投资{investment_total 386亿元}。"
        "\n~ START j1 d1"
    )
    found = reading(parse(source, "own")[0]).attributes
    assert {each.subject and each.subject.type for each in found} <= {None, "DISTRICT"}


def test_those_who_only_report_are_tied_to_nothing():
    source = "[COMPANY 云谷日报]讯，[COMPANY 澜芯]投资建设的[PROJECT 封测项目]开建。"
    found = reading(parse(source, "own")[0]).relations
    assert [filled(each.args) for each in found] == [(("company", "澜芯"), ("project", "封测项目"))]


def test_no_passage_no_names_and_no_words_are_no_error():
    empty = read("", None, lambda _: [])
    assert (empty.relations, empty.events, empty.attributes) == ((), (), ())
    assert read("签约。", None, lambda _: []).relations == ()
