"""The pages of a division: what is shown is what the plan's document says."""

import csv
import io
import re
from decimal import Decimal

import pytest

from shigu.districts.scope import acting_as_system
from shigu.sharing import actions
from shigu.sharing.models import Agreement
from shigu.sharing.queries import About, Division
from tests.sharing.test_agreements import ROW, TEXT
from tests.sharing.urls import SHOWN


@pytest.fixture
def document(reference_document):
    SHOWN["document"] = reference_document
    yield reference_document
    SHOWN.clear()


@pytest.fixture
def division(document):
    return Division(About("方案", "/", "", None), document)


@pytest.fixture
def pages(document, settings, signed_in):
    settings.ROOT_URLCONF = "tests.sharing.urls"
    return signed_in("lin")


def exported(pages, address):
    content = b"".join(pages.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_every_rule_divides_the_whole(division):
    assert set(division.amounts) == {"nucleolus", "shapley", "least_core", "tau", "nash"}
    for amounts in division.amounts.values():
        assert sum(amounts) == division.whole


def test_nash_gives_everyone_the_same_part_of_the_gain(division):
    gains = [x - a for x, a in zip(division.amounts["nash"], division.alone, strict=True)]
    assert max(gains) - min(gains) <= Decimal("0.01")
    assert sum(gains) == division.surplus


def test_excesses_are_those_of_the_document(division, document):
    written = {frozenset(row["members"]): row for row in document["sharing"]["excess"]}
    for row in division.proper:
        said = written[frozenset(player.code for player in row.members)]
        for rule in ("nucleolus", "shapley", "least_core"):
            assert abs(row.gain(rule) - Decimal(str(said[rule]))) <= Decimal("0.05")


def test_the_first_sentence_says_gain_and_who_would_leave(pages, document):
    page = pages.get("/sharing/").content.decode()
    assert "合作净增" in page
    assert document["sharing"]["would_leave"][0]["zh"] in page
    assert document["sharing"]["core_certificate"]["zh"] in page


def test_the_shares_are_exported_as_shown(pages, division):
    header, *rows = exported(pages, "/sharing/?export=csv")
    assert header[:3] == ["各方", "单干", "核仁"]
    assert [row[0] for row in rows] == [player.name for player in division.players]
    total = sum(Decimal(row[2]) for row in rows)
    assert total == division.whole / 10_000


def test_a_game_without_tau_says_why(pages, document):
    two = ["binjiang", "xiaoshan"]
    values = [([two[0]], 1.0), ([two[1]], 1.0), (two, 1.0)]
    document = document | {
        "sharing": document["sharing"]
        | {
            "players": two,
            "coalitions": [{"members": m, "value_yuan": v, "gap": 0.0} for m, v in values],
            "stand_alone": [1.0, 1.0],
            "nucleolus": [0.5, 0.5],
            "shapley": [0.5, 0.5],
            "least_core": {"epsilon": 0.5, "allocation": [0.5, 0.5]},
        }
    }
    SHOWN["document"] = document
    division = Division(About("方案", "/", "", None), document)
    assert set(division.unanswered) == {"tau", "nash"}
    page = pages.get("/sharing/").content.decode()
    assert division.unanswered["nash"] in page
    assert exported(pages, "/sharing/?export=csv")[1][5:7] == ["", ""]


def test_ranges_are_shown_where_a_coalition_was_not_proven(pages, document):
    assert "差距带来的范围" not in pages.get("/sharing/").content.decode()
    n = len(document["sharing"]["players"])
    SHOWN["document"] = document | {
        "sharing": document["sharing"]
        | {
            "intervals": {
                "shapley": [[10_000.0 * i, 10_000.0 * i + 5_001.0] for i in range(n)],
                "nucleolus": None,
                "epsilon": [-1.0, 1.0],
                "core_empty": None,
            }
        }
    }
    page = pages.get("/sharing/").content.decode()
    assert "差距带来的范围" in page
    assert "1.0000–1.5001" in page
    assert page.count("断定不了") == n


def test_coalitions_sort_by_the_address(pages):
    header, *rows = exported(pages, "/sharing/coalitions/?sort=-worth&export=csv")
    worth = [Decimal(row[3]) for row in rows]
    assert len(rows) == 30
    assert worth == sorted(worth, reverse=True)
    assert header[3] == "合在一起（万元）"


def test_the_picture_follows_the_rule_in_the_address(pages):
    assert "按沙普利值分得" in pages.get("/sharing/coalitions/?rule=shapley").content.decode()
    assert "按核仁分得" in pages.get("/sharing/coalitions/?rule=unknown").content.decode()


def test_the_terms_are_said_as_clauses(pages, document):
    page, uniform = (
        pages.get(f"/sharing/terms/?set={name}").content.decode()
        for name in ("terms", "terms_uniform")
    )
    fund = document["sharing"]["terms"]["parameters"]["fund"]
    assert f"每个项目每年新增税收的 {fund:.1%} 进入共同资金" in page
    assert "不超过该项目期内税收的 70.0%" in page
    share = document["sharing"]["terms_uniform"]["parameters"]["introducer"]["binjiang"][0]
    assert f"首报方得 {share:.1%}" not in page
    assert f"首报方得 {share:.1%}" in uniform


def test_payments_are_exported_to_the_yuan(pages, document):
    header, *rows = exported(pages, "/sharing/terms/?export=csv")
    said = document["sharing"]["terms"]["against_5_5"]
    assert header[0] == "各方"
    assert [float(row[2]) for row in rows] == [round(row["designed"] / 1e4, 4) for row in said]


def test_english_pages_have_no_chinese_sentence(pages):
    pages.cookies["django_language"] = "en"
    page = pages.get("/sharing/terms/").content.decode()
    assert "The target is the nucleolus" in page
    assert re.findall("[\u4e00-\u9fff]+", page.split("<main")[1].split("</main>")[0]) == []


def test_without_agreements_the_page_says_who_can_bring_one(pages):
    assert "还没有您能看到的协议" in pages.get("/sharing/agreements/").content.decode()


@pytest.fixture
def agreement(db):
    with acting_as_system() as actor:
        actions.put(actor, "agreements", [ROW], documents=TEXT)
        return Agreement.objects.get().pk


def test_a_party_reads_the_text_of_an_agreement(pages, agreement):
    assert "1 份协议在期。" in pages.get("/sharing/agreements/").content.decode()
    page = pages.get(f"/sharing/agreements/{agreement}/").content.decode()
    assert "分成: 五五" in page
    assert "滨江区、萧山区的协议，在期。" in page


def test_others_find_no_agreement(document, settings, signed_in, agreement):
    settings.ROOT_URLCONF = "tests.sharing.urls"
    client = signed_in("gu")
    assert client.get(f"/sharing/agreements/{agreement}/").status_code == 404
    assert "还没有您能看到的协议" in client.get("/sharing/agreements/").content.decode()
