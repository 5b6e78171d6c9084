"""The loaded registry by API: searched, counted, taken into the cluster."""

import pytest
from django.test import override_settings

from shigu.registry import actions
from shigu.registry.firms.asking import TooSlow
from shigu.registry.models import Organisation
from tests.registry.loaded import CHIP, LENS, ROWS, SHOP, load

FIRMS = "/api/v1/firms"
TAKE = "/api/v1/firms_taken"


@pytest.fixture
def registry(tmp_path):
    with override_settings(ENVIRONMENT=load(tmp_path)):
        yield tmp_path


def names(answer):
    assert answer.status_code == 200, answer.content
    return [row["uscc"] for row in answer.json()["items"]]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("q=杭州", [SHOP, LENS]),
        ("q=杭州 镜头", [LENS]),
        ("q=贸易", [LENS]),
        ("q=100%25", [SHOP]),
        ("district=萧山区", [CHIP]),
        ("district=", [SHOP]),
        ("link=coating", [LENS]),
        ("industry=39", [CHIP]),
        ("founded_from=2016-01-01", [CHIP]),
        ("founded_to=2016-01-01", [LENS]),
        ("capital_min=500&capital_max=600", [LENS]),
        ("sort=-capital_wan", [CHIP, LENS, SHOP]),
        ("link=nothing", []),
    ],
)
def test_firms_are_asked_for(registry, ask, asked, codes):
    assert names(ask("lin", f"{FIRMS}?{asked}")) == codes


def test_pages_follow_each_other_and_tell_the_total(registry, ask):
    first = ask("lin", f"{FIRMS}?limit=2&count=true&sort=uscc").json()
    assert ([row["uscc"] for row in first["items"]], first["total"]) == ([SHOP, LENS], 3)
    last = ask("lin", first["next"]).json()
    assert ([row["uscc"] for row in last["items"]], last["next"]) == ([CHIP], None)
    assert ask("lin", f"{FIRMS}?name=x").status_code == 422


def test_one_firm_and_the_counts(registry, ask):
    row = ask("lin", f"{FIRMS}/{LENS}").json()
    assert row == ROWS[0] | {"kind": "", "lon": None, "lat": None, "organisation": None}
    assert ask("lin", f"{FIRMS}/9").status_code == 404
    assert ask("lin", "/api/v1/firm_counts").json()["items"] == [
        {"link": "coating", "district": "滨江区", "firms": 1},
        {"link": "image-sensor", "district": "萧山区", "firms": 1},
        {"link": "lens", "district": "滨江区", "firms": 1},
    ]


def test_a_firm_is_taken_and_what_a_person_changed_is_told(registry, ask, tell, act):
    body = {"uscc": [LENS], "reason": "招商名单"}
    code = f"cc-{LENS.lower()}"
    made = tell("lin", "POST", TAKE, body)
    assert made.json() == {"created": [code], "changed": [], "same": [], "kept": []}, made.content
    assert ask("lin", f"{FIRMS}/{LENS}").json()["organisation"] == code
    with act("lin") as lin:
        firm = Organisation.objects.get(code=code)
        actions.edit(lin, firm, {"address": "滨江区江南大道三号"}, reason="走访")
    again = tell("lin", "POST", TAKE, body).json()
    assert again["kept"] == [{"organisation": code, "column": "address"}]


@pytest.mark.parametrize(
    ("name", "codes", "status"), [("wei", [LENS], 403), ("lin", [CHIP], 409), ("lin", ["9"], 422)]
)
def test_what_is_refused_takes_nothing(registry, tell, act, name, codes, status):
    body = {"uscc": codes, "reason": "名单"}
    assert tell(name, "POST", TAKE, body).status_code == status
    with act("lin"):
        assert not Organisation.objects.filter(uscc__in=[LENS, CHIP]).exists()


def test_without_a_registry_and_with_a_slow_question_it_says_so(tmp_path, ask, tell, monkeypatch):
    with override_settings(ENVIRONMENT=load(tmp_path)):

        def slow(*_given):
            raise TooSlow("8 s")

        monkeypatch.setattr("shigu.registry.firms.query.rows_of", slow)
        told = ask("lin", FIRMS)
        assert (told.status_code, told.json()["errors"][0]["where"]) == (422, "query")
        for part in ("firms.parquet", "positions.parquet"):
            (tmp_path / part).unlink()
        for address in (FIRMS, f"{FIRMS}/{LENS}", "/api/v1/firm_counts"):
            assert ask("lin", address).status_code == 409
        assert tell("lin", "POST", TAKE, {"uscc": [LENS], "reason": "x"}).status_code == 409
