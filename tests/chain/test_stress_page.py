"""The page of stress and the sections of a link say what the assessment kept."""

import pytest

from shigu.chain.models import Assessment, Link
from shigu.districts.scope import acting_as_system
from tests.chain.test_pages import html

CMOS = "/chain/links/cmos-sensor/"


@pytest.fixture
def kept(assessed):
    with acting_as_system():
        return Assessment.objects.get(state="done")


def test_the_page_opens_with_how_many_failures_stop_something(visit, kept):
    hurt = sum(one["loss"] > 0 for one in kept.stress["single"])
    tried = sum(kept.stress["tried"].values())
    page = html(visit("lin", "/chain/stress/", count="chain:stress"))
    assert f"{tried:,} 种单一失效中有 {hurt:d} 种会使应用停摆" in page
    assert "谁断了伤得最重" in page
    with acting_as_system():
        worst = Link.objects.get(code=kept.stress["single"][0]["ids"][0])
    assert worst.name_zh in page


def test_the_page_says_what_to_do_where_nothing_was_computed(visit):
    page = html(visit("lin", "/chain/stress/"))
    assert "还没有评估" in page
    assert "谁断了伤得最重" not in page


def test_a_link_tells_which_applications_stop_and_since_when(visit, kept):
    page = html(visit("lin", CMOS))
    still = [one for one in kept.stress["standstills"] if one["link"] == "cmos-sensor"]
    assert still
    section = page.split('id="falling"')[1].split("</section>")[0]
    assert section.count("<tr>") == len(still) + 1
    assert "第几天停" in section


def test_a_link_stands_in_its_sectors(visit, kept):
    page = html(visit("lin", CMOS))
    section = page.split('id="sectors"')[1].split("</section>")[0]
    assert "通信设备、计算机和其他电子设备" in section
    assert "影响力" in section


def test_the_document_of_an_assessment_holds_it_all(kept):
    with acting_as_system():
        document = kept.document()
    assert set(document) == {
        "chain",
        "candidates",
        "indicators",
        "stress",
        "control",
        "input_output",
        "comparison",
    }
    assert len(document["control"]["links"]) == len(document["chain"]["links"])
    assert document["input_output"]["year"] == 2020
