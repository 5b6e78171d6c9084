"""Numbers in forms stand as people write them."""

from decimal import Decimal

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import override

from shigu.face.forms import Measured, Quantity


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("34.000000"), "34"),
        (Decimal("1600.50"), "1600.5"),
        (Decimal(8000), "8000"),
        ("12.30", "12.30"),
        (None, None),
    ],
)
def test_a_quantity_has_no_zeros_that_say_nothing(value, shown):
    assert Quantity().format_value(value) == shown
    assert Measured("万元").format_value(value) == shown


@pytest.mark.parametrize(("required", "words"), [(True, "请选择"), (False, "不选")])
def test_the_choice_of_nothing_says_what_it_means(required, words):
    field = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "甲")], required=required)
    shown = str(field.widget.render("which", None))
    assert f'<option value="" selected>{words}</option>' in shown
    assert '<option value="a">甲</option>' in shown


@pytest.mark.parametrize(
    ("tongue", "words"), [("zh-hans", "请填写这一项。"), ("en", "Fill this in.")]
)
def test_an_empty_field_is_told_in_words_of_people(tongue, words):
    with override(tongue), pytest.raises(forms.ValidationError) as told:
        forms.CharField().clean("")
    with override(tongue):
        assert told.value.messages == [words]
