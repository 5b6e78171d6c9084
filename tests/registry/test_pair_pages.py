"""Pairs are looked at side by side, judged, merged and parted again on pages."""

import pytest

from shigu.registry.models import Judgement, Merge, Organisation, Proposal
from shigu.web.demo_registry import double_the_demo

CLOSE = "demo-jinghu"


@pytest.fixture
def pairs(act):
    double_the_demo()
    with act("lin"):
        return {row.one.code: row for row in Proposal.objects.select_related("one", "other")}


def decide(client, pair, verdict, **given):
    given = {"reason": "地址一样", "keep": pair.one_id} | given
    return client.post(f"/registry/doubles/{pair.pk}/decide/", {"verdict": verdict} | given)


def test_the_list_counts_who_waits_and_is_exported(pairs, visit):
    page = visit("lin", "/registry/doubles/", count="doubles").content.decode()
    assert "3 对等人判断。" in page
    assert page.index("镜湖光电") < page.index("清越传感器")
    told = visit("lin", "/registry/doubles/?export=csv&state=waiting&likeness=0.7")
    assert len(told.getvalue().decode("utf-8-sig").strip().splitlines()) == 3


def test_a_pair_says_what_agrees_why_and_what_leans_on_each(pairs, visit):
    address = f"/registry/doubles/{pairs[CLOSE].pk}/"
    page = visit("lin", address, count="doubles: pair").content.decode()
    assert "相像程度 94%：2 项一致，0 项不同。" in page
    assert "街名与门牌相同，写法不同" in page
    assert 'value="一致：名称、地址"' in page or "一致：" in page
    assert "您看得到的表都没有用到它们。" in page


def test_judged_the_same_is_merged_and_the_next_pair_follows(pairs, signed_in, act):
    answer = decide(signed_in("lin"), pairs[CLOSE], "same")
    assert answer.url == f"/registry/doubles/{pairs['demo-lanzhou'].pk}/"
    with act("lin") as lin:
        merged = Merge.objects.get()
        assert (merged.keep.code, merged.drop.code) == (CLOSE, "demo-jinghu-2")
        assert Judgement.objects.get().verdict == "same"
        assert not Organisation.objects.visible_to(lin).filter(code="demo-jinghu-2").exists()
    client = signed_in("lin")
    assert client.get(merged.drop.get_absolute_url()).url == merged.keep.get_absolute_url()
    assert "并入的登记" in client.get(merged.keep.get_absolute_url()).content.decode()
    answer = client.post(f"/registry/merges/{merged.pk}/undo/", {"reason": "其实是两家"})
    assert answer.url == merged.drop.get_absolute_url()
    with act("lin"):
        assert Merge.objects.get().undone_why == "其实是两家"


def test_the_row_that_is_chosen_is_kept(pairs, signed_in, act):
    pair = pairs[CLOSE]
    decide(signed_in("lin"), pair, "same", keep=pair.other_id)
    with act("lin"):
        assert Merge.objects.get().keep_id == pair.other_id


def test_a_row_of_another_district_waits_for_it(pairs, signed_in, act):
    pair = pairs["demo-lanzhou"]
    decide(signed_in("lin"), pair, "same")
    with act("lin"):
        assert not Merge.objects.exists()
    decide(signed_in("shen"), pair, "same")
    with act("shen"):
        assert Merge.objects.get().keep_id == pair.one_id


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_other_words_leave_both_rows(pairs, signed_in, act, verdict, visit):
    decide(signed_in("lin"), pairs[CLOSE], verdict)
    with act("lin"):
        assert Judgement.objects.get().verdict == verdict
        assert not Merge.objects.exists()
    page = visit("lin", "/registry/doubles/?state=waiting").content.decode()
    assert "2 对等人判断。" in page


@pytest.mark.parametrize(("name", "given"), [("wei", {}), ("lin", {"reason": " "})])
def test_what_is_refused_changes_nothing(pairs, signed_in, act, name, given):
    decide(signed_in(name), pairs[CLOSE], "same", **given)
    with act("lin"):
        assert not Judgement.objects.exists()
        assert not Merge.objects.exists()


def test_merges_are_listed_with_their_undoing(pairs, signed_in, visit):
    decide(signed_in("lin"), pairs[CLOSE], "same")
    page = visit("lin", "/registry/merges/?undone=no", count="merges").content.decode()
    assert "撤销合并" in page
    assert "地址一样" in page
    assert "还没有合并过" in visit("lin", "/registry/merges/?undone=yes").content.decode()
