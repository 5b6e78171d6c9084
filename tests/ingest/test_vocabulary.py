"""Every type that a text is read into has a word for people."""

from shigu.engine.text.passages.labels import ENTITIES, EVENTS, KEYS, RELATIONS
from shigu.ingest import vocabulary
from shigu.ingest.models import Statement


def test_no_type_is_told_by_its_code():
    assert set(vocabulary.NAMES) == set(ENTITIES)
    assert set(vocabulary.VALUES) == set(KEYS)
    assert set(vocabulary.RELATIONS) == set(RELATIONS)
    assert set(vocabulary.EVENTS) == set(EVENTS)
    assert Statement(type="investment_total").type_word == "总投资"
    assert Statement(type="of-another-reader").type_word == "of-another-reader"
