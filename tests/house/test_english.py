"""Chinese is the default and English is complete: no word of the product is without it."""

import re

import pytest

from shigu.conf.messages import LOCALE, merged
from tests.house.words import msgids

CATALOGUE = {
    (entry.msgctxt, entry.msgid): entry for entry in merged(LOCALE / "en" / "LC_MESSAGES" / "parts")
}
HAN = re.compile("[一-鿿]")
PLACES = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")


def told(entry):
    """Every English text of an entry: one, or singular and plural."""
    return [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())


def test_every_word_of_templates_and_python_has_its_english():
    missing = {key: place for key, place in msgids().items() if key not in CATALOGUE}
    assert missing == {}


def test_no_english_is_empty_or_unsure():
    assert [entry.msgid for entry in CATALOGUE.values() if not entry.translated()] == []


def test_english_has_no_chinese_in_it():
    found = {entry.msgid for entry in CATALOGUE.values() if HAN.search("".join(told(entry)))}
    assert found == set()


@pytest.mark.parametrize("form", [0, 1])
def test_english_says_every_value_that_the_chinese_says(form):
    """The singular may leave out the count that it names in words."""
    wrong = {}
    for entry in CATALOGUE.values():
        texts = told(entry)
        if form < len(texts):
            said, meant = (sorted(PLACES.findall(text)) for text in (texts[form], entry.msgid))
            if said != meant and not (form == 0 and len(texts) > 1 and set(said) < set(meant)):
                wrong[entry.msgid] = texts[form]
    assert wrong == {}
