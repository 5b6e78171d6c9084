"""Pages are stored once, versioned by their address and joined into families."""

from hashlib import sha256

import pytest

from shigu.districts.policies import Refused
from shigu.ingest.actions import store
from shigu.ingest.bridge import body_of
from shigu.ingest.models import Document, DocumentWords, Family, Statement
from shigu.ingest.queries import found
from tests.ingest.world import OTHER, SIGNED, page

URL = "https://news.example/1"


def test_a_page_is_kept_with_what_it_says(act):
    with act("gu") as gu:
        [row] = store(gu, [page(SIGNED, URL)]).new
        row = Document.objects.visible_to(gu).get(pk=row.pk)
        assert row.raw == SIGNED
        assert (row.title, str(row.published)) == ("星澜光电高端镜头项目签约萧山", "2026-03-18")
        assert (row.site, row.integrity) == ("云谷日报", 1.0)
        told = list(row.statements.all())
        assert [each.number for each in told] == list(range(1, len(told) + 1))
        for each in told:
            quote = row.raw[each.start : each.end]
            assert sha256(quote.encode()).hexdigest() == each.sha256
            for sentence in each.said["evidence"]:
                text = row.raw[sentence["start"] : sentence["end"]]
                assert sha256(text.encode()).hexdigest() == sentence["sha256"]
        [total] = row.statements.filter(type="investment_total")
        assert (total.name, total.said["value"]) == ("星澜高端镜头项目", 1_250_000_000.0)
        assert (total.modality, row.raw[total.start : total.end]) == ("agreed", "12.5亿元")
        [signed] = row.statements.filter(kind="event", type="SIGN")
        assert signed.said["date"] == "2026-03-16"
        parties = [arg["ref"] for arg in signed.said["args"] if arg["role"] == "party"]
        assert [signed.said["named"][ref]["name"] for ref in parties] == [
            "杭州星澜光电科技有限公司",
            "萧山区人民政府",
        ]
        assert {"光学镜头", "图像传感器"} == {
            each.said["named"][each.said["args"]["link"]]["name"]
            for each in row.statements.filter(kind="taxonomy")
        }


def test_storing_again_changes_nothing(act):
    with act("gu") as gu:
        store(gu, [page(SIGNED, URL), page(OTHER)])
        before = (Document.objects.count(), Statement.objects.count(), Family.objects.count())
        again = store(gu, [page(OTHER), page(SIGNED, "https://mirror.example/7")])
        assert (again.new, again.changed, again.same) == ([], [], 2)
        after = (Document.objects.count(), Statement.objects.count(), Family.objects.count())
        assert before == after == (2, before[1], 2)


def test_a_changed_page_is_a_version_and_other_bytes_of_the_same_text_are_none(act):
    corrected = SIGNED.replace("12.5亿元", "15亿元")
    with act("gu") as gu:
        [first] = store(gu, [page(SIGNED, URL)]).new
        [second] = store(gu, [page(corrected, URL)]).changed
        counted = store(gu, [page(corrected + "\n\n", URL)])
        assert (counted.new, counted.changed, counted.same) == ([], [], 1)
        assert (second.earlier, second.family) == (first, first.family)
        assert first.later == second
        assert Document.objects.get(pk=first.pk).raw == SIGNED


def test_a_copy_shares_the_family_and_another_story_does_not(act):
    copied = SIGNED.replace("云谷日报", "转载网").replace("全程服务", "全程的服务")
    with act("gu") as gu:
        first, copy, other = store(gu, [page(SIGNED, URL), page(copied), page(OTHER)]).new
        assert copy.family == first.family != other.family
        assert other.family.like is None


def test_the_body_is_made_again_from_what_is_kept(act):
    noisy = SIGNED.replace("产业链", "产(chǎn)业链").replace("做深", "做深★")
    read = page("首页 新闻 园区\n" + noisy + "版权所有 云谷新闻网 浙ICP备10012345号\n")
    with act("gu") as gu:
        [row] = store(gu, [read]).new
        assert body_of(row) == read.article.norm.text
        assert "首页" not in body_of(row)
        assert row.integrity < 1.0
        assert [sign["code"] for sign in row.signs] == ["text.gloss", "text.ornament"]


def test_articles_are_found_by_any_part_of_a_word(act):
    with act("gu") as gu:
        first, other = store(gu, [page(SIGNED), page(OTHER)]).new
        seen = Document.objects.visible_to(gu)
        assert list(found(seen, "高端镜头")) == [first]
        assert list(found(seen, "澜光")) == [first]
        assert list(found(seen, "开发者 大会")) == [other]
        assert not found(seen, "，。").exists()


@pytest.mark.parametrize("name", ["fang", "wei", "han"])
def test_who_keeps_no_register_stores_nothing(act, name):
    with act(name) as actor:
        with pytest.raises(Refused, match="企业与机构由"):
            store(actor, [page(SIGNED)])
        assert not Document.objects.exists()


def test_every_member_reads_and_a_stranger_does_not(act, db):
    with act("gu") as gu:
        store(gu, [page(SIGNED)])
    with act("fang") as fang:
        assert Document.objects.visible_to(fang).count() == 1
        assert Statement.objects.visible_to(fang).filter(kind="event").exists()
    with act("zhou") as zhou:
        assert not Document.objects.visible_to(zhou).exists()
        assert not Document.objects.exists()
        assert DocumentWords.objects.count() == 1
