"""What the loader reads the JSON Schema accepts, and faults of form it names as well."""

import datetime

import jsonschema
import pytest
import yaml

from shigu.engine.sharing.rules.examples import texts
from shigu.engine.sharing.rules.json_schema import json_schema
from shigu.engine.sharing.rules.schema import language
from tests.engine.sharing.rules.agreements import SMALL
from tests.engine.sharing.rules.test_checks import FULL

VALIDATOR = jsonschema.Draft202012Validator(json_schema(language()))


def plain(value):
    """As an editor has it: dates are text."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def faults(text):
    return [
        "/".join(map(str, each.absolute_path))
        for each in VALIDATOR.iter_errors(plain(yaml.safe_load(text)))
    ]


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema(language()))


@pytest.mark.parametrize("text", [SMALL, FULL, *texts().values()])
def test_it_accepts_what_is_read(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("status: draft", "status: fcat", "status"),
        ("[vat, cit]", "[vat, cti]", "rules/0/base/kinds/1"),
        ("[vat, cit]", "[vat, population]", "rules/0/base/kinds/1"),
        ("value: 2/5", "value: 1.5", "parameters/part/value"),
        ("years: 1-3", "years: first", "rules/0/phases/0/years"),
        ("delay: 1", "delay: soon", "rules/0/clock/delay"),
        ("clause: 第三条", "klause: 第三条", "rules/0"),
        ("{zh: 临区, en: Lin}", "{zh: 临区}", "parties/lin/name"),
        ("schema: shigu.agreement/1", "schema: shigu.agreement/2", "schema"),
    ],
)
def test_it_names_faults_of_form(old, new, place):
    assert place in faults(SMALL.replace(old, new))
