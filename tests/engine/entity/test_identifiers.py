"""Identifiers with published check characters, and what a check finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.entity.identifiers import (
    Identifier,
    IdentifierKind,
    UnknownIdentifier,
    identify,
    organisation_check,
    registration_check,
)


@pytest.mark.parametrize(
    "number",
    [
        "440301103097413",  # Huawei's licence of before 2015
        "440301103448669",  # Tencent's
        "330100400013364",  # Alibaba (China)'s
        "110000002734010",
        "794623",  # ISO 7064 MOD 11,10 as python-stdnum documents it
        "002006673085",
    ],
)
def test_published_registration_numbers_keep_their_check_digit(number):
    assert registration_check(number[:-1]) == number[-1]


def test_the_example_of_gb_11714():
    assert organisation_check("D2143569") == "X"
    assert identify("D2143569-X") == Identifier(IdentifierKind.ORGANISATION, "D2143569X")


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_of_a_registration_number_is_always_found(body, place, step):
    other = (int(body[place]) + step) % 10
    changed = f"{body[:place]}{other}{body[place + 1 :]}"
    assert registration_check(changed) != registration_check(body)


def test_a_credit_code_tells_its_registrar_and_organisation_code():
    code = identify("９１３３０１００ 143779306c")
    assert code == Identifier(IdentifierKind.CREDIT, "91330100143779306C")
    assert (code.division, code.organisation_code) == ("330100", "143779306")


def test_an_old_registration_number_has_no_check():
    assert identify("3301062000123") == Identifier(IdentifierKind.OLD_REGISTRATION, "3301062000123")
    assert identify("3301062000123").organisation_code == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("91330100143779306D", "should end in C"),
        ("440301103097414", "should end in 3"),
        ("D2143569-1", "no known form|should end in X"),
        ("9133010014377930IC", "no known form"),
        ("", "no known form"),
    ],
)
def test_what_is_no_identifier_is_refused_with_the_cure(text, told):
    with pytest.raises(UnknownIdentifier, match=told):
        identify(text)
