"""The field that takes an organisation by what it is called; three forms use it."""

import pytest
from django.core.exceptions import ValidationError

from shigu.registry.forms import OneOrganisation
from shigu.registry.models import Organisation

HIKVISION = "杭州海康威视数字技术股份有限公司"


@pytest.fixture
def field(act):
    with act("lin") as lin:
        made = OneOrganisation(required=False)
        made.among = Organisation.objects.visible_to(lin)
        yield made


@pytest.mark.parametrize("text", ["org-hikvision", "91330000733796106P", HIKVISION, "海康威视"])
def test_an_organisation_is_taken_by_any_of_its_names(field, text):
    assert field.clean(f" {text} ").code == "org-hikvision"


def test_a_part_of_a_name_is_refused_with_the_names_that_are_near(field):
    with pytest.raises(ValidationError) as refusal:
        field.clean("海康")
    assert HIKVISION in refusal.value.messages[0]


def test_who_is_not_there_is_told_where_to_be_registered(field):
    with pytest.raises(ValidationError, match="没有这家公司"):
        field.clean("没有这家公司")


def test_nothing_told_is_nobody(field):
    assert field.clean("") is None


def test_a_kept_row_is_shown_by_its_name_and_has_not_changed(field):
    key = Organisation.objects.get(code="org-hikvision").pk
    assert field.prepare_value(key) == HIKVISION
    assert not field.has_changed(key, HIKVISION)


def test_a_reader_without_a_seat_finds_nobody(act):
    with act("zhou") as zhou:
        made = OneOrganisation()
        made.among = Organisation.objects.visible_to(zhou)
        with pytest.raises(ValidationError):
            made.clean("org-hikvision")
