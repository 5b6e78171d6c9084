"""What a second reader said is marked on the fields that it is about, with its words."""

from shigu.ingest.models import Document, Statement
from shigu.review.models import NewsProposal
from shigu.review.seconds import counted, remarks
from tests.review.world import LENS, PROJECT

PAGE = Document(raw=LENS)
START = LENS.index("项目总投资3.5亿元")
SENTENCE = {"start": START, "end": LENS.index("\n", START), "sha256": "", "statements": [4, 5]}


def value(field, *statements):
    return {"field": field, "statements": list(statements)}


ROW = NewsProposal(
    document=PAGE,
    kind="project",
    subject=PROJECT,
    values=[value("name", 1), value("link", 1), value("invest_wan", 4), value("land_mu", 5)],
    plans=[value("output_wan", 6)],
    evidence=[SENTENCE],
)


def says(verdict, words, *against, kind="attribute", name=PROJECT, named=()):
    said = {
        "agreement": {"verdict": verdict, "against": list(against)},
        "named": {str(at): {"name": one} for at, one in enumerate(named)},
    }
    at = LENS.index(words)
    return Statement(
        *(), pk=at, document=PAGE, kind=kind, type="t", name=name, said=said, start=at,
        end=at + len(words), extractor="second:small", number=at,
    )  # fmt: skip


AGREES = says("confirmed", "35亩", 5)
DIFFERS = says("contradicts", "3.5亿元", 4)
NAMED = says("confirmed", PROJECT, 1, kind="entity")


def test_a_field_is_agreed_with_or_shown_with_the_words_that_differ():
    found = remarks(ROW, [AGREES, DIFFERS])
    [agrees], [differs] = found.of("land_mu", [5]), found.of("invest_wan", [4])
    assert (agrees.verdict, differs.verdict, differs.model) == ("confirmed", "contradicts", "small")
    assert differs.said.quote == "3.5亿元"
    assert found.of("output_wan", [6]) == ()
    assert counted(ROW, found) == {"differs": 1, "agrees": 1, "added": 0}


def test_a_difference_is_not_hidden_by_an_agreement():
    also = says("confirmed", "项目总投资3.5亿元", 4)
    found = remarks(ROW, [also, DIFFERS])
    assert [each.verdict for each in found.of("invest_wan", [4])] == ["contradicts"]


def test_what_we_infer_of_a_name_is_not_agreed_with():
    found = remarks(ROW, [NAMED])
    assert found.of("link", [1]) == ()
    assert [each.verdict for each in found.of("name", [1])] == ["confirmed"]


def test_what_it_adds_is_of_the_subject_or_in_its_sentences_and_no_bare_name():
    here = says("alone", "4.2万平方米", name="别处")
    of_it = says("alone", "11月16日", kind="event", name="开工", named=[PROJECT])
    elsewhere = says("alone", "386亿元", name="滨江区")
    name = says("alone", "滨江", kind="entity", name=PROJECT)
    found = remarks(ROW, [here, of_it, elsewhere, name])
    assert [each.said for each in found.added] == [here, of_it]
    assert counted(ROW, found) == {"differs": 0, "agrees": 0, "added": 2}


def test_nobody_spoke():
    assert not remarks(ROW, []).spoke
