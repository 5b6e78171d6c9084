"""Sliders over the terms: recomputed on the server, the address holds all of it."""

import csv
import io
import time

import pytest

from tests.sharing.urls import SHOWN


@pytest.fixture
def document(reference_document):
    SHOWN["document"] = reference_document
    yield reference_document
    SHOWN.clear()


@pytest.fixture
def pages(document, settings, signed_in):
    settings.ROOT_URLCONF = "tests.sharing.urls"
    return signed_in("lin")


def paid(pages, **asked):
    response = pages.get("/sharing/terms/", asked | {"export": "csv"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return [list(map(float, row[1:])) for row in list(csv.reader(io.StringIO(content)))[1:]]


def test_sliders_at_the_designed_terms_pay_what_the_plan_pays(pages):
    assert paid(pages, cap="70") == paid(pages)


def test_five_five_pays_five_five(pages, document):
    introducers = document["sharing"]["terms"]["parameters"]["introducer"]
    shares = {f"s-{who}-{k}": "50" for who in introducers for k in (1, 2, 3)}
    rows = paid(pages, fund="0", cap="100", floor="0", **shares)
    for _fair, terms, _low, _high, equal, change in rows:
        assert terms == pytest.approx(equal, abs=0.01)
        assert change == pytest.approx(0, abs=0.01)


def test_the_terms_move_money_and_lose_none(pages):
    before, after = paid(pages), paid(pages, **{"s-binjiang-1": "10"})
    assert after != before
    assert sum(row[1] for row in after) == pytest.approx(sum(row[1] for row in before), abs=0.01)


def test_one_percentage_for_all_moves_all(pages):
    before = paid(pages, set="terms_uniform")
    after = paid(pages, set="terms_uniform", **{"s-1": "20"})
    assert after[2][1] < before[2][1]


def test_parts_of_the_fund_are_taken_in_proportion(pages):
    parts = {"part-hangzhou": "30", "part-chengxi": "0", "part-binjiang": "30"}
    page = pages.get("/sharing/terms/", parts | {"part-xiaoshan": "0", "part-qiantang": "0"})
    assert "分给：杭州市 50.0%、滨江区 50.0%。" in page.content.decode()


def test_what_cannot_be_is_said_and_the_plan_stays(pages):
    page = pages.get("/sharing/terms/", {"fund": "80", "s-binjiang-1": "60"}).content.decode()
    assert "与共同资金合计须在 0–100% 之间" in page
    assert paid(pages, fund="80", **{"s-binjiang-1": "60"}) == paid(pages)
    page = pages.get("/sharing/terms/", {"cap": "170"}).content.decode()
    assert "有数值超出范围" in page


def test_the_address_keeps_the_sliders(pages):
    page = pages.get("/sharing/terms/", {"s-binjiang-1": "12.5"}).content.decode()
    assert 'name="s-binjiang-1" min="0" max="100" step="0.1" value="12.5"' in page


def test_who_reads_no_deals_gets_no_sliders_and_the_reason(pages, document):
    bare = {key: value for key, value in document["sharing"].items() if key != "deals"}
    SHOWN["document"] = document | {"sharing": bare}
    page = pages.get("/sharing/terms/").content.decode()
    assert "试算要用逐个项目的税收" in page
    assert 'type="range"' not in page


def test_a_move_is_recomputed_within_a_tenth_of_a_second(pages):
    took = []
    for share in ("11", "12", "13", "14", "15"):
        start = time.perf_counter()
        pages.get("/sharing/terms/", {"s-binjiang-1": share}, HTTP_HX_REQUEST="true")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.1
