"""An agreement is read from YAML exactly, or every problem is named at its place."""

import dataclasses
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from shigu.engine.sharing.rules.load import CLASSES, read_agreement, scan
from shigu.engine.sharing.rules.problems import AgreementError
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.tree import MOST_BYTES
from shigu.engine.sharing.rules.values import (
    Base,
    Clock,
    Event,
    Floor,
    LedgerKind,
    Phase,
    Role,
    Share,
    Words,
)
from shigu.engine.sharing.rules.write import write_agreement
from tests.engine.sharing.rules.agreements import SMALL, agreements


def changed(old, new):
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def test_the_small_agreement_is_read_as_it_stands():
    agreement = read_agreement(SMALL, name="small.yaml")
    assert agreement.title == Words("小协议", "A small agreement")
    assert agreement.parties["shen"].role is Role.HOST
    part = agreement.parameters["part"]
    assert (part.value, part.low, part.high) == (Fraction(2, 5), Fraction(1, 5), Fraction(3, 5))
    (rule,) = agreement.rules
    assert rule.ledger is LedgerKind.FISCAL
    assert rule.base == Base(("vat", "cit"), less=("incentives",))
    assert rule.clock == Clock(Event.FIRST_TAX, 1)
    assert rule.phases == (
        Phase(1, 3, {"lin": Share(parameter="part"), "shen": Share(parameter="part", rest=True)}),
        Phase(4, None, {"shen": Share(part=Fraction(1))}),
    )
    assert rule.floor == Floor("lin", 12_500_000, "shen")
    assert (agreement.text, agreement.valid_from, agreement.valid_to) == (None, None, None)


def test_a_group_stands_for_its_kinds():
    text = changed("[vat, cit]", "[all_taxes, fees]")
    (rule,) = read_agreement(text, name="small").rules
    assert rule.base.kinds == (*language().group("all_taxes"), "fees")
    assert "- all_taxes\n    - fees\n" in write_agreement(read_agreement(text, name="small"))


def test_validity_is_a_pair_of_dates():
    text = changed("status: draft", "status: draft\nvalid: {from: 2026-01-01, to: 2031-01-01}")
    agreement = read_agreement(text, name="small")
    assert (agreement.valid_from, agreement.valid_to) == (date(2026, 1, 1), date(2031, 1, 1))


@pytest.mark.parametrize(
    ("written", "fen"), [("500", 500_000_000), ("0.000001", 1), ("12.3456", 12_345_600)]
)
def test_money_is_exact_to_the_fen(written, fen):
    (rule,) = read_agreement(changed("12.5", written), name="small").rules
    assert rule.floor.at_fen == fen


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreements)
def test_what_is_written_is_read_back(agreement):
    assert read_agreement(write_agreement(agreement), name="any") == agreement


FAULTS = [
    ("schema: shigu.agreement/1", "schema: other/1", "schema-unknown", "schema", 1),
    ("id: small", "id: -", "yaml-invalid", "", 2),
    ("id: small", "id: a b", "name-invalid", "id", 2),
    ("id: small", "id: ''", "empty", "id", 2),
    ("id: small", "id: &a small", "anchor", "", 2),
    ("id: small", "id: !!python/name:os.system small", "tag", "", 2),
    ("id: small", "id: small\nid: twice", "key-twice", "", 3),
    ('version: "1"', 'versoin: "1"', "key-unknown", "versoin", 3),
    ('version: "1"\n', "", "field-missing", "version", 1),
    ('version: "1"', "version: [1]", "not-text", "version", 3),
    ('version: "1"', 'version: "a\\x01"', "text-invalid", "version", 3),
    ("{zh: 小协议, en: A small agreement}", "{zh: 小协议}", "field-missing", "title", 4),
    ("{zh: 小协议, en: A small agreement}", "小协议", "not-mapping", "title", 4),
    ("{zh: 小协议, en: A", "{de: Kleine, zh: 小协议, en: A", "key-unknown", "title", 4),
    ("status: draft", "status: fcat", "word-unknown", "status", 5),
    ("value: 2/5", "value: 7/5", "fraction-invalid", "parameters.part.value", 15),
    ("value: 2/5", "value: 2/0", "fraction-invalid", "parameters.part.value", 15),
    ("value: 2/5", "value: -1", "fraction-invalid", "parameters.part.value", 15),
    ("  lin:\n", "  1in:\n", "name-invalid", "parties.1in", 7),
    ("[vat, cit]", "[vat, cti]", "kind-unknown", "rules[0].base.kinds[1]", 21),
    ("[vat, cit]", "[vat, population]", "kind-unknown", "rules[0].base.kinds[1]", 21),
    ("[vat, cit]", "[vat, vat]", "kind-twice", "rules[0].base.kinds[1]", 21),
    ("[vat, cit]", "vat", "not-list", "rules[0].base.kinds", 21),
    ("[vat, cit]", "[]", "empty", "rules[0].base.kinds", 21),
    ("delay: 1", "delay: 1.5", "integer-invalid", "rules[0].clock.delay", 22),
    ("event: first_tax", "event: fist_tax", "word-unknown", "rules[0].clock.event", 22),
    ("years: 1-3", "years: 3-1", "span-invalid", "rules[0].phases[0].years", 24),
    ("years: 1-3", "years: 0-3", "span-invalid", "rules[0].phases[0].years", 24),
    ("lin: part,", "lin: 部分,", "share-invalid", "rules[0].phases[0].shares.lin", 25),
    ("shen: 1 - part", "shen: 2 - part", "fraction-invalid", "rules[0].phases[0].shares.shen", 25),
    ("at_wan: 12.5", "at_wan: 12.5000001", "money-invalid", "rules[0].floor.at_wan", 28),
    ("at_wan: 12.5", "at_wan: 1,200", "key-unknown", "rules[0].floor.200", 28),
    ("at_wan: 12.5", "at_wan: 12.5, at_yuan: 3", "money-twice", "rules[0].floor.at_yuan", 28),
    ("at_wan: 12.5", "at_wan: -3", "money-invalid", "rules[0].floor.at_wan", 28),
]


@pytest.mark.parametrize(("old", "new", "code", "path", "line"), FAULTS)
def test_a_fault_is_named_with_place_and_cure(old, new, code, path, line):
    agreement, problems = scan(changed(old, new), name="small.yaml")
    assert agreement is None
    found = next(found for found in problems if found.code == code)
    assert (found.path, found.line) == (path, line)
    for said in (found.message_zh, found.message_en, found.cure_zh, found.cure_en):
        assert said
        assert "{" not in said


def test_the_nearest_known_name_is_offered():
    _, (found,) = scan(changed("[vat, cit]", "[vat, cit, incentivs]"), name="small")
    assert "incentives" in found.message_zh
    assert "incentives" in found.message_en


def test_every_fault_is_told_at_once_in_order_of_lines():
    text = changed("delay: 1", "delay: x").replace("status: draft", "status: y")
    with pytest.raises(AgreementError) as refused:
        read_agreement(text, name="small.yaml")
    assert [found.line for found in refused.value.problems] == [5, 22]
    assert "small.yaml: 第 5 行 status" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("a: 1\n---\nb: 2\n", "documents"),
        ("[" * 5_000, "too-deep"),
        ("a: [" + "[" * 20 + "]" * 20 + "]", "too-deep"),
        ("#" * (MOST_BYTES + 1), "file-too-large"),
        ("a: &x [1]\nb: [*x, *x, *x]\n", "anchor"),
        ("a: \x07", "yaml-invalid"),
        ("- 1\n", "not-mapping"),
    ],
)
def test_a_hostile_file_is_refused_by_one_name(text, code):
    agreement, problems = scan(text, name="bad")
    assert agreement is None
    assert code in {found.code for found in problems}


def attributes(section):
    known = language().sections
    for field in known[section].fields.values():
        if field.type == "span":
            yield from ("first", "last")
        elif field.type == "flat":
            yield from attributes(field.of)
        else:
            yield field.attr


@pytest.mark.parametrize("section", CLASSES)
def test_the_schema_and_the_values_name_the_same_things(section):
    own = {field.name for field in dataclasses.fields(CLASSES[section])}
    assert own == {*attributes(section), *filter(None, [language().sections[section].key])}


def test_every_field_names_a_section_or_a_group_of_words():
    known = language()
    for section in known.sections.values():
        for field in section.fields.values():
            if field.type in {"section", "map", "flat"}:
                assert field.of in known.sections
            if field.type == "word":
                assert field.of in known.words
