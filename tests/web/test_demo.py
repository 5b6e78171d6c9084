"""Who tries the demonstration is told whom each account belongs to and what it may do."""

import csv

import pytest
from django.test import override_settings
from django.utils import translation

from shigu.conf.environment import environment
from shigu.districts.vocabulary import Role
from shigu.web.demo import DOES, JOINT, PEOPLE, PLACES
from tests.people import REFERENCE


def test_districts_are_called_as_the_pack_calls_them():
    with (REFERENCE / "districts.csv").open(encoding="utf-8") as file:
        pack = {row["id"]: (row["name_zh"], row["name_en"]) for row in csv.DictReader(file)}
    assert pack | PLACES == pack | {JOINT[0]: JOINT[1:]}
    assert {person.district for person in PEOPLE} == set(PLACES)


def test_every_role_says_what_it_does():
    assert set(DOES) == set(Role)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", ["滨江区", "评估产业链"]), ("en", ["Binjiang", "Has the chain assessed"])],
)
def test_the_login_page_of_the_demonstration_names_places_and_work(client, db, language, said):
    shown = environment().model_copy(update={"demo": True})
    with override_settings(ENVIRONMENT=shown), translation.override(language):
        client.cookies["django_language"] = language
        page = client.get("/accounts/login/").content.decode()
    assert [word for word in (*said, "lin", "binjiang ·") if word not in page] == ["binjiang ·"]
