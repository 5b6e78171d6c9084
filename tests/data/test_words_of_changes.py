"""A preview says values in words, in the language of its reader."""

from tests.data.working import REFORM, bring, confirm, sheet


def test_a_change_names_the_values_and_not_their_codes(act, signed_in):
    confirm(act, "lin", bring(act, "lin", "reform_items", sheet("reform_items", REFORM)))
    row = REFORM | {"state": "试点中"}
    brought = bring(act, "lin", "reform_items", sheet("reform_items", row))
    client = signed_in("lin")
    for tongue, words in {"zh-hans": ("已列入", "试点中"), "en": ("Listed", "On trial")}.items():
        client.cookies["django_language"] = tongue
        page = client.get(brought.get_absolute_url()).content.decode()
        assert "<del>{}</del> → <ins>{}</ins>".format(*words) in page


def test_the_page_of_a_table_names_its_values_by_the_word_that_is_filled_in(signed_in):
    client = signed_in("lin")
    page = client.get("/data/tables/capital_events/").content.decode()
    assert "签约（signing） · 增资（increase）" in page
    assert "<td>金额 (万元)</td>" in page
    assert "<td>日期 <b" in page
